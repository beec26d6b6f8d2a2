package io.geminiquota.micronaut.metrics;

import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.classify.Window;
import io.geminiquota.engine.observe.EngineState;
import io.geminiquota.engine.observe.GateName;
import io.geminiquota.engine.observe.GateState;
import io.geminiquota.engine.observe.QuotaUse;
import io.geminiquota.engine.observe.Recent;
import io.geminiquota.micronaut.metrics.GateLook.QuotaKey;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The gauges of one registry: for each gate its queue, for each of its quotas what is used. */
final class GateGauges {

  private static final double MILLIS = 1e3;

  private final Supplier<EngineState> now;
  private final Recent<GateLook> recent;
  private final MultiGauge queue;
  private final MultiGauge used;
  private final MultiGauge limit;
  private final MultiGauge remaining;
  private final MultiGauge exhaustion;

  GateGauges(MeterRegistry registry, Supplier<EngineState> now, TimeSource time) {
    this.now = now;
    this.recent = new Recent<>(() -> GateLook.at(now.get()), time);
    this.queue = gauge(registry, "queue", "Attempts that are held until there is room");
    this.used = gauge(registry, "used", "What counts now: of the last minute, or of the day");
    this.limit = gauge(registry, "limit", "What the quota allows");
    this.remaining = gauge(registry, "remaining", "What may still be used now");
    this.exhaustion =
        MultiGauge.builder("gemini.quota.exhaustion")
            .description("How long the day's quota lasts at the recent rate")
            .baseUnit("seconds")
            .register(registry);
    Gauge.builder("gemini.quota.circuits", () -> recent.look().state().circuits().size())
        .description("Open circuits: calls that are known to fail and are not sent")
        .register(registry);
  }

  private static MultiGauge gauge(MeterRegistry registry, String name, String description) {
    return MultiGauge.builder("gemini.quota." + name).description(description).register(registry);
  }

  /** From now on there are gauges for the gates and limits that are known now, models first. */
  synchronized void follow() {
    List<GateState> gates =
        now.get().gates().stream()
            .sorted(Comparator.comparing(gate -> gate.name() instanceof GateName.OfBudget))
            .limit(CallTags.MOST)
            .toList();
    List<QuotaKey> quotas = gates.stream().flatMap(GateGauges::limited).toList();
    queue.register(gates.stream().<Row<?>>map(gate -> queueOf(gate.name())).toList());
    used.register(rows(quotas, QuotaUse::used));
    limit.register(rows(quotas, GateGauges::limit));
    remaining.register(rows(quotas, QuotaUse::remaining));
    exhaustion.register(
        rows(
            quotas.stream().filter(quota -> quota.window() == Window.DAY).toList(),
            this::secondsLeft));
  }

  private static Stream<QuotaKey> limited(GateState gate) {
    return gate.uses().stream()
        .filter(use -> use.quota() != null)
        .map(use -> new QuotaKey(gate.name(), use.dimension(), use.window()));
  }

  private Row<?> queueOf(GateName gate) {
    return Row.of(CallTags.of(gate), () -> waiting(gate));
  }

  private List<Row<?>> rows(List<QuotaKey> quotas, Function<QuotaUse, @Nullable Number> number) {
    List<Row<?>> rows = new ArrayList<>();
    for (QuotaKey quota : quotas) {
      Tags tags =
          CallTags.of(quota.gate())
              .and("dimension", name(quota.dimension()), "window", name(quota.window()));
      rows.add(Row.of(tags, () -> value(quota, number)));
    }
    return rows;
  }

  private double waiting(GateName gate) {
    GateState now = recent.look().gates().get(gate);
    return now == null ? 0 : now.waiting();
  }

  private double value(QuotaKey key, Function<QuotaUse, @Nullable Number> number) {
    QuotaUse use = recent.look().uses().get(key);
    Number value = use == null ? null : number.apply(use);
    return value == null ? Double.NaN : value.doubleValue();
  }

  private @Nullable Double secondsLeft(QuotaUse use) {
    if (use.isDayUsedUp()) {
      return 0.0;
    }
    Instant exhausted = use.exhausted();
    return exhausted == null
        ? null
        : Math.max(0, Duration.between(recent.look().state().at(), exhausted).toMillis() / MILLIS);
  }

  private static @Nullable Long limit(QuotaUse use) {
    return use.quota() == null ? null : use.quota().limit();
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
