package io.geminiquota.micronaut.metrics;

import io.geminiquota.engine.observe.GateName;
import io.geminiquota.engine.observe.QuotaAlert;
import io.geminiquota.engine.observe.QuotaObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micronaut.context.BeanProvider;
import io.micronaut.core.annotation.Internal;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Counts alerts. */
@Internal
@Singleton
@RequiresQuotaMetrics
final class AlertMeters implements QuotaObserver {

  private final BeanProvider<MeterRegistry> registry;

  /** Those whose alerts are counted apart; alerts come one after the other. */
  private final Set<GateName> gates = new HashSet<>();

  AlertMeters(BeanProvider<MeterRegistry> registry) {
    this.registry = registry;
  }

  @Override
  public void alert(QuotaAlert alert) {
    boolean reached = alert.cause() == QuotaAlert.Cause.REACHED;
    Counter.builder("gemini.quota.alerts")
        .description("Alerts that a day's quota comes to its end")
        .tags(tags(alert.gate()))
        .tag("dimension", name(alert.use().dimension()))
        .tag("cause", name(alert.cause()))
        .tag("percent", reached ? String.valueOf(alert.percent()) : CallTags.NONE)
        .register(registry.get())
        .increment();
  }

  private synchronized Tags tags(GateName gate) {
    boolean apart = gates.contains(gate) || (gates.size() < CallTags.MOST && gates.add(gate));
    return apart ? CallTags.of(gate) : CallTags.OTHER.and("budget", "other");
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
