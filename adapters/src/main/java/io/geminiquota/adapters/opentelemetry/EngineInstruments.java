package io.geminiquota.adapters.opentelemetry;

import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.observe.AlertCount;
import io.geminiquota.engine.observe.EngineState;
import io.geminiquota.engine.observe.EngineView;
import io.geminiquota.engine.observe.GateName;
import io.geminiquota.engine.observe.GateState;
import io.geminiquota.engine.observe.OpenCircuit;
import io.geminiquota.engine.observe.QuotaUse;
import io.geminiquota.engine.observe.Recent;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is read of the engine whenever somebody collects. Models go before budgets where there are
 * too many gates to show them all.
 */
final class EngineInstruments {

  private static final int MOST = KnownCalls.MOST;
  private static final double MILLIS_PER_SECOND = 1e3;

  private final EngineView view;
  private final GateAttributes about;
  private final Recent<EngineState> recent;

  EngineInstruments(Meter meter, EngineView view, ProjectNames projects, TimeSource time) {
    this.view = view;
    this.about = new GateAttributes(projects);
    this.recent = new Recent<>(view::state, time);
    ofQuota(meter, "used", "What counts now: of the last minute, or of the day", QuotaUse::used);
    ofQuota(meter, "limit", "What the quota allows", EngineInstruments::limit);
    ofQuota(meter, "remaining", "What may still be used now", QuotaUse::remaining);
    gauge(meter, "queue", "{attempt}", "Attempts that are held until there is room", this::queues);
    gauge(
        meter, "circuits", "{circuit}", "Open circuits: their calls are not sent", this::circuits);
    meter
        .gaugeBuilder("gemini.quota.exhaustion")
        .setUnit("s")
        .setDescription("How long the day's quota lasts at the recent rate")
        .buildWithCallback(this::exhaustions);
    counter(meter, "alerts", "{alert}", "Alerts that a day's quota comes to its end", this::alerts);
    counter(meter, "faults", "{fault}", "Faults of Gemini Quota itself", this::faults);
  }

  /** Without a unit: it is the dimension's, and one instrument has one unit. */
  private void ofQuota(
      Meter meter, String name, String description, Function<QuotaUse, @Nullable Long> number) {
    meter
        .gaugeBuilder("gemini.quota." + name)
        .ofLongs()
        .setDescription(description)
        .buildWithCallback(measured -> quotas(measured, number));
  }

  private static void gauge(
      Meter meter,
      String name,
      String unit,
      String description,
      Consumer<ObservableLongMeasurement> callback) {
    meter
        .gaugeBuilder("gemini.quota." + name)
        .ofLongs()
        .setUnit(unit)
        .setDescription(description)
        .buildWithCallback(callback);
  }

  private static void counter(
      Meter meter,
      String name,
      String unit,
      String description,
      Consumer<ObservableLongMeasurement> callback) {
    meter
        .counterBuilder("gemini.quota." + name)
        .setUnit(unit)
        .setDescription(description)
        .buildWithCallback(callback);
  }

  private void quotas(
      ObservableLongMeasurement measured, Function<QuotaUse, @Nullable Long> number) {
    limited()
        .forEach(
            quota -> {
              Long value = number.apply(quota.use());
              if (value != null) {
                measured.record(value, quota.attributes());
              }
            });
  }

  private void exhaustions(ObservableDoubleMeasurement measured) {
    EngineState state = recent.look();
    limited()
        .forEach(
            quota -> {
              Double seconds = secondsLeft(quota.use(), state.at());
              if (seconds != null) {
                measured.record(seconds, quota.attributes());
              }
            });
  }

  private static @Nullable Double secondsLeft(QuotaUse use, Instant now) {
    if (use.isDayUsedUp()) {
      return 0.0;
    }
    Instant exhausted = use.exhausted();
    return exhausted == null
        ? null
        : Math.max(0, Duration.between(now, exhausted).toMillis() / MILLIS_PER_SECOND);
  }

  private void queues(ObservableLongMeasurement measured) {
    gates().forEach(gate -> measured.record(gate.waiting(), about.of(gate.name())));
  }

  /** Those that are about a key are counted without attributes, and 0 where there are none. */
  private void circuits(ObservableLongMeasurement measured) {
    Map<Attributes, Long> open = new HashMap<>();
    open.put(Attributes.empty(), 0L);
    for (OpenCircuit circuit : recent.look().circuits()) {
      Attributes attributes = about.of(circuit);
      boolean apart = open.containsKey(attributes) || open.size() < MOST;
      open.merge(apart ? attributes : GateAttributes.OTHERS, 1L, Long::sum);
    }
    open.forEach((attributes, count) -> measured.record(count, attributes));
  }

  /** Those of gates that have turned out to be one project's are one number. */
  private void alerts(ObservableLongMeasurement measured) {
    Map<Attributes, Long> counts = new HashMap<>();
    for (AlertCount alert : view.alerts()) {
      counts.merge(about.of(alert), alert.count(), Long::sum);
    }
    counts.forEach((attributes, count) -> measured.record(count, attributes));
  }

  private void faults(ObservableLongMeasurement measured) {
    measured.record(view.faults());
  }

  private record GateQuota(QuotaUse use, Attributes attributes) {}

  private Stream<GateQuota> limited() {
    return gates()
        .flatMap(
            gate ->
                gate.uses().stream()
                    .filter(use -> use.quota() != null)
                    .map(use -> new GateQuota(use, about.of(gate.name(), use))));
  }

  private Stream<GateState> gates() {
    return recent.look().gates().stream()
        .sorted(Comparator.comparing(gate -> gate.name() instanceof GateName.OfBudget))
        .limit(MOST);
  }

  private static @Nullable Long limit(QuotaUse use) {
    return use.quota() == null ? null : use.quota().limit();
  }
}
