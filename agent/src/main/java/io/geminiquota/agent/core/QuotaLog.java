package io.geminiquota.agent.core;

import io.geminiquota.adapters.log.AlertLine;
import io.geminiquota.adapters.log.CallLog;
import io.geminiquota.adapters.log.SameProjectLine;
import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.Timer;
import io.geminiquota.engine.observe.CallObserver;
import io.geminiquota.engine.observe.QuotaAlert;
import io.geminiquota.engine.observe.QuotaObserver;
import io.geminiquota.engine.observe.SameProject;
import io.geminiquota.engine.policy.LogLines;
import io.geminiquota.engine.policy.Settings;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells on stderr what happens to calls and quotas: on a thread of its own, because stderr may be a
 * pipe that nobody reads. What is still to be said at the JVM's end is said then.
 */
final class QuotaLog implements QuotaObserver {

  private final boolean quiet;
  private final Log log;
  private final DetachedDesk desk = new DetachedDesk("gemini-quota-log");
  private final CallLog calls;
  private final AtomicBoolean hasSpoken = new AtomicBoolean();

  QuotaLog(Settings settings, TimeSource time, Timer timer, Log log) {
    this.quiet = settings.log() == LogLines.QUIET;
    this.log = log;
    this.calls = new CallLog(time, timer, this::say);
  }

  /** Tells of calls. */
  CallObserver calls() {
    return quiet ? CallObserver.none() : calls;
  }

  @Override
  public void sameProject(SameProject same) {
    if (!quiet) {
      say(SameProjectLine.of(same));
    }
  }

  @Override
  public void alert(QuotaAlert alert) {
    if (!quiet) {
      say(AlertLine.of(alert));
    }
  }

  private void say(String line) {
    if (hasSpoken.compareAndSet(false, true)) {
      Detached.run(() -> JvmEnd.then(this::sayTheRest));
    }
    desk.execute(() -> log.line(line));
  }

  private void sayTheRest() {
    calls.sayRest();
    desk.finish();
  }
}
