package io.geminiquota.adapters.opentelemetry;

import static java.util.stream.Collectors.joining;

import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.observe.AlertCount;
import io.geminiquota.engine.observe.AlertTally;
import io.geminiquota.engine.observe.EngineState;
import io.geminiquota.engine.observe.EngineView;
import io.geminiquota.engine.observe.GateState;
import io.geminiquota.engine.observe.Observation;
import io.geminiquota.engine.observe.OpenCircuit;
import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.route.Operation;
import io.geminiquota.engine.route.Route;
import io.geminiquota.engine.route.Service;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A recorder over a real SDK, an engine that is told what to show, and a clock that is turned. */
final class Measured implements AutoCloseable {

  /** How far the clock goes each time. */
  static final Duration STEP = Duration.ofSeconds(1);

  final Engine engine = new Engine();
  private final Clock clock = new Clock();
  private final InMemoryMetricReader reader = InMemoryMetricReader.create();
  private final OpenTelemetrySdk telemetry =
      OpenTelemetrySdk.builder()
          .setMeterProvider(SdkMeterProvider.builder().registerMetricReader(reader).build())
          .build();
  private final MetricRecorder recorder;

  Measured(GenAiConventions conventions) {
    this.recorder = new MetricRecorder(telemetry, engine, conventions, clock);
  }

  Observation call(String model) {
    return call(model, Operation.GENERATE_CONTENT, Service.GEMINI);
  }

  Observation call(String model, Operation operation, Service service) {
    return call("shop", model, operation, service);
  }

  /** Of a project that is only known by a key, until an error tells more. */
  Observation callWithKey(String project, String model) {
    return call(project, model, Operation.GENERATE_CONTENT, Service.GEMINI);
  }

  private Observation call(String project, String model, Operation operation, Service service) {
    Route route = new Route(project, model, "https://generativelanguage.googleapis.com");
    return recorder.begin(new GeminiCall(service, route, null, operation, false, true));
  }

  void passesTime() {
    clock.nanos += STEP.toNanos();
  }

  Collection<MetricData> metrics() {
    return reader.collectAllMetrics();
  }

  MetricData metric(String name) {
    return metrics().stream()
        .filter(metric -> metric.getName().equals(name))
        .findAny()
        .orElseThrow(() -> new AssertionError("no metric " + name));
  }

  /** {@code name=value} of each, in the order of the alphabet. */
  static String attributes(PointData point) {
    return point.getAttributes().asMap().entrySet().stream()
        .map(entry -> entry.getKey().getKey() + "=" + entry.getValue())
        .sorted()
        .collect(joining(" "));
  }

  @Override
  public void close() {
    telemetry.close();
  }

  /** Shows what it was given. */
  static final class Engine implements EngineView {

    final List<GateState> gates = new ArrayList<>();
    final List<OpenCircuit> circuits = new ArrayList<>();
    final AlertTally alerts = new AlertTally();
    long faults;

    @Override
    public EngineState state() {
      return new EngineState(Told.NOW, gates, circuits);
    }

    @Override
    public List<AlertCount> alerts() {
      return alerts.counts();
    }

    @Override
    public long faults() {
      return faults;
    }
  }

  private static final class Clock implements TimeSource {

    private long nanos;

    @Override
    public long nanoTime() {
      return nanos;
    }

    @Override
    public Instant now() {
      return Told.NOW.plusNanos(nanos);
    }
  }
}
