package io.geminiquota.adapters.opentelemetry;

import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.observe.CallObserver;
import io.geminiquota.engine.observe.EngineView;
import io.geminiquota.engine.observe.Observation;
import io.geminiquota.engine.route.GeminiCall;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.Meter;

/**
 * Counts and times every governed call, and shows what stands at the gates.
 *
 * <p>Of each OpenTelemetry there is to be one recorder at most: its gauges would show everything
 * twice. They are read whenever that OpenTelemetry collects, for as long as it lives.
 *
 * <p>Calls of the first hundred combinations of project, model, operation and server are counted
 * apart, those beyond as {@code other}; there are gauges of the first hundred gates only. So an
 * application whose users bring keys or models of their own can never fill a backend.
 *
 * <p>Thread-safe.
 */
public final class MetricRecorder implements CallObserver {

  private final CallInstruments instruments;
  private final ProjectNames projects = new ProjectNames();
  private final KnownCalls calls = new KnownCalls(projects);
  private final TimeSource time;

  /**
   * Records through the given OpenTelemetry, which stays the caller's to close.
   *
   * @param telemetry the application's own, or the agent's
   * @param view what the gauges show
   * @param conventions whose names the metrics have that are not ours
   */
  public MetricRecorder(OpenTelemetry telemetry, EngineView view, GenAiConventions conventions) {
    this(telemetry, view, conventions, TimeSource.system());
  }

  MetricRecorder(
      OpenTelemetry telemetry, EngineView view, GenAiConventions conventions, TimeSource time) {
    Meter meter = telemetry.getMeter(Keys.SCOPE);
    this.instruments = new CallInstruments(meter, GenAiInstruments.of(conventions, meter));
    this.time = time;
    new EngineInstruments(meter, view, projects, time);
  }

  @Override
  public Observation begin(GeminiCall call) {
    return new CallMeasurement(instruments, calls, call, projects, time);
  }
}
