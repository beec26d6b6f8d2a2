package io.geminiquota.micronaut;

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
import org.slf4j.Logger;

/**
 * Logs what calls fail of, and that a day's quota comes to its end, for those who listen to
 * nothing: seldom enough to be read.
 */
final class QuotaLog implements QuotaObserver {

  private final boolean quiet;
  private final Logger log;
  private final CallObserver calls;

  QuotaLog(Settings settings, TimeSource time, Timer timer, Logger log) {
    this.quiet = settings.log() == LogLines.QUIET;
    this.log = log;
    this.calls = quiet ? CallObserver.none() : new CallLog(time, timer, log::warn);
  }

  /** Tells of calls. */
  CallObserver calls() {
    return calls;
  }

  @Override
  public void sameProject(SameProject same) {
    if (!quiet) {
      log.warn(SameProjectLine.of(same));
    }
  }

  @Override
  public void alert(QuotaAlert alert) {
    if (!quiet) {
      log.warn(AlertLine.of(alert));
    }
  }
}
