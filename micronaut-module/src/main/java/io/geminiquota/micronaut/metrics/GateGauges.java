package io.geminiquota.micronaut.metrics;

import io.geminiquota.engine.observe.GateName;
import io.geminiquota.engine.observe.GateState;
import io.geminiquota.engine.observe.QuotaUse;
import io.geminiquota.micronaut.metrics.RecentState.QuotaKey;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The gauges of one registry: for each gate its queue, for each of its quotas what is used. */
final class GateGauges {

  private final RecentState recent;
  private final MultiGauge queue;
  private final MultiGauge used;
  private final MultiGauge limit;
  private final MultiGauge remaining;

  GateGauges(MeterRegistry registry, RecentState recent) {
    this.recent = recent;
    this.queue = gauge(registry, "queue", "Attempts that are held until there is room");
    this.used = gauge(registry, "used", "What counts now: of the last minute, or of the day");
    this.limit = gauge(registry, "limit", "What the quota allows");
    this.remaining = gauge(registry, "remaining", "What may still be used now");
    Gauge.builder("gemini.quota.circuits", () -> recent.look().state().circuits().size())
        .description("Open circuits: calls that are known to fail and are not sent")
        .register(registry);
  }

  private static MultiGauge gauge(MeterRegistry registry, String name, String description) {
    return MultiGauge.builder("gemini.quota." + name).description(description).register(registry);
  }

  /** From now on there are gauges for the gates and limits that are known now, models first. */
  synchronized void follow() {
    List<Row<?>> queues = new ArrayList<>();
    List<Row<?>> uses = new ArrayList<>();
    List<Row<?>> limits = new ArrayList<>();
    List<Row<?>> remainders = new ArrayList<>();
    recent.now().gates().stream()
        .sorted(Comparator.comparing(gate -> gate.name() instanceof GateName.OfBudget))
        .limit(CallTags.MOST)
        .forEach(
            gate -> {
              Tags tags = CallTags.of(gate.name());
              queues.add(Row.of(tags, () -> waiting(gate.name())));
              for (QuotaUse use : gate.uses()) {
                if (use.quota() != null) {
                  QuotaKey key = new QuotaKey(gate.name(), use.dimension(), use.window());
                  Tags ofQuota =
                      tags.and("dimension", name(use.dimension()), "window", name(use.window()));
                  uses.add(Row.of(ofQuota, () -> value(key, QuotaUse::used)));
                  limits.add(Row.of(ofQuota, () -> value(key, GateGauges::limit)));
                  remainders.add(Row.of(ofQuota, () -> value(key, QuotaUse::remaining)));
                }
              }
            });
    queue.register(queues);
    used.register(uses);
    limit.register(limits);
    remaining.register(remainders);
  }

  private double waiting(GateName gate) {
    GateState now = recent.look().gates().get(gate);
    return now == null ? 0 : now.waiting();
  }

  private double value(QuotaKey key, Function<QuotaUse, @Nullable Long> number) {
    QuotaUse use = recent.look().uses().get(key);
    Long value = use == null ? null : number.apply(use);
    return value == null ? Double.NaN : value;
  }

  private static @Nullable Long limit(QuotaUse use) {
    return use.quota() == null ? null : use.quota().limit();
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
