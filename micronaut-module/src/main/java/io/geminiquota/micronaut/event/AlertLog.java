package io.geminiquota.micronaut.event;

import io.geminiquota.engine.observe.QuotaAlert;
import io.geminiquota.engine.observe.QuotaObserver;
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

  private final Logger log;

  @Inject
  AlertLog() {
    this(LoggerFactory.getLogger("io.geminiquota"));
  }

  AlertLog(Logger log) {
    this.log = log;
  }

  @Override
  public void alert(QuotaAlert alert) {
    log.warn(alert.text());
  }
}
