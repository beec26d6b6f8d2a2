package io.geminiquota.adapters.log;

import io.geminiquota.engine.limit.Quota;
import io.geminiquota.engine.observe.GateName;
import io.geminiquota.engine.observe.QuotaAlert;
import io.geminiquota.engine.observe.QuotaUse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The line of an alert. */
public final class AlertLine {

  private AlertLine() {}

  /** As a line of {@code key=value}; times are UTC there, and the reader's in the text. */
  public static String of(QuotaAlert alert) {
    QuotaUse use = alert.use();
    Quota quota = use.quota();
    LogLine line = new LogLine("quota-alert").with("cause", lower(alert.cause()));
    if (alert.gate() instanceof GateName.OfModel of) {
      line.with("project", of.project()).with("model", of.model());
    } else if (alert.gate() instanceof GateName.OfBudget of) {
      line.with("budget", of.name());
    }
    return line.with("unit", lower(use.dimension()))
        .with("percent", alert.percent())
        .with("quota", quota == null ? null : quota.id())
        .with("limit", quota == null ? null : quota.limit())
        .with("used", use.used())
        .with("remaining", use.remaining())
        .with("exhausted", toTheSecond(use.exhausted()))
        .with("ends", use.ends())
        .with("text", alert.text())
        .toString();
  }

  private static @Nullable Instant toTheSecond(@Nullable Instant moment) {
    return moment == null ? null : moment.truncatedTo(ChronoUnit.SECONDS);
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
