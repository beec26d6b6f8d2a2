package io.geminiquota.micronaut.event;

import io.geminiquota.adapters.log.AlertLine;
import io.geminiquota.engine.observe.QuotaAlert;
import io.geminiquota.engine.observe.QuotaObserver;
import io.geminiquota.engine.policy.LogLines;
import io.geminiquota.engine.policy.Settings;
import io.geminiquota.micronaut.RequiresGeminiQuota;
import io.micronaut.core.annotation.Internal;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs alerts, for those who listen to nothing: seldom enough to be read. */
@Internal
@Singleton
@RequiresGeminiQuota
final class AlertLog implements QuotaObserver {

  private final boolean quiet;
  private final Logger log;

  @Inject
  AlertLog(Settings settings) {
    this(settings, LoggerFactory.getLogger("io.geminiquota"));
  }

  AlertLog(Settings settings, Logger log) {
    this.quiet = settings.log() == LogLines.QUIET;
    this.log = log;
  }

  @Override
  public void alert(QuotaAlert alert) {
    if (!quiet) {
      log.warn(AlertLine.of(alert));
    }
  }
}
