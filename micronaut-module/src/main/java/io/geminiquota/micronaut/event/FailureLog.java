package io.geminiquota.micronaut.event;

import io.geminiquota.adapters.log.CallLog;
import io.geminiquota.adapters.pace.Pacemaker;
import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.observe.CallObserver;
import io.geminiquota.engine.observe.Observation;
import io.geminiquota.engine.policy.LogLines;
import io.geminiquota.engine.policy.Settings;
import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.micronaut.RequiresGeminiQuota;
import io.micronaut.core.annotation.Internal;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what calls fail of, for those who listen to nothing: seldom enough to be read. */
@Internal
@Singleton
@RequiresGeminiQuota
final class FailureLog implements CallObserver {

  private final CallObserver lines;

  @Inject
  FailureLog(Settings settings, TimeSource time, Pacemaker pacemaker) {
    this(settings, time, pacemaker, LoggerFactory.getLogger("io.geminiquota"));
  }

  FailureLog(Settings settings, TimeSource time, Pacemaker pacemaker, Logger log) {
    this.lines =
        settings.log() == LogLines.QUIET
            ? CallObserver.none()
            : new CallLog(time, pacemaker, log::warn);
  }

  @Override
  public Observation begin(GeminiCall call) {
    return lines.begin(call);
  }
}
