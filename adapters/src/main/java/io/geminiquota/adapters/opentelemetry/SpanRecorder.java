package io.geminiquota.adapters.opentelemetry;

import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.observe.CallObserver;
import io.geminiquota.engine.observe.Observation;
import io.geminiquota.engine.route.GeminiCall;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes one CLIENT span of every governed call, named {@code {operation} {model}}, in the trace
 * that is current where the call begins.
 *
 * <p>The span carries the attributes of OpenTelemetry's GenAI conventions (v1.41), and {@code
 * gemini.*} attributes for what no convention covers: the quota that decided, the verdict, the
 * number of attempts and the time held. Each wait is an event {@code gemini.quota.hold}, each
 * failed attempt an event {@code gemini.quota.verdict}, and each attempt that goes elsewhere than
 * the application asked an event {@code gemini.quota.rerouted}. A call of several attempts has one
 * child span for each. Neither prompts nor credentials are ever recorded.
 *
 * <p>Thread-safe.
 */
public final class SpanRecorder implements CallObserver {

  private final Tracer tracer;
  private final TimeSource time;
  private final SpanHeads heads = new SpanHeads();
  private final ProjectNames projects = new ProjectNames();
  private final Supplier<@Nullable String> outerSpan;

  /**
   * Records through the given OpenTelemetry, which stays the caller's to close.
   *
   * @param telemetry the application's own, or the agent's
   */
  public SpanRecorder(OpenTelemetry telemetry) {
    this(telemetry, TimeSource.system());
  }

  /**
   * Records through an OpenTelemetry that is not the one of the application, in the traces of the
   * application all the same.
   *
   * @param telemetry stays the caller's to close
   * @param outerSpan the span that is current where a call begins, as {@code traceId-spanId-flags},
   *     all hexadecimal; null if there is none
   */
  public SpanRecorder(OpenTelemetry telemetry, Supplier<@Nullable String> outerSpan) {
    this(telemetry, TimeSource.system(), outerSpan);
  }

  /**
   * @param time the clock of the engine: the events that it tells carry times, and a span whose
   *     start is of another clock than its end can seem to end before it began
   */
  SpanRecorder(OpenTelemetry telemetry, TimeSource time) {
    this(telemetry, time, () -> null);
  }

  private SpanRecorder(
      OpenTelemetry telemetry, TimeSource time, Supplier<@Nullable String> outerSpan) {
    this.tracer = telemetry.getTracer(Keys.SCOPE);
    this.time = time;
    this.outerSpan = outerSpan;
  }

  @Override
  public Observation begin(GeminiCall call) {
    Context parent = joined(Context.current());
    SpanHead head = heads.of(call);
    Span started =
        tracer
            .spanBuilder(head.name())
            .setParent(parent)
            .setSpanKind(SpanKind.CLIENT)
            .setStartTimestamp(time.now())
            .setAllAttributes(head.attributes())
            .setAttribute(Keys.PROJECT_ID, projects.of(call.route().project()))
            .startSpan();
    return new CallSpan(tracer, started, parent.with(started), call.route(), projects);
  }

  private Context joined(Context current) {
    String outer = outerSpan.get();
    if (outer == null) {
      return current;
    }
    String[] parts = outer.split("-", 3);
    SpanContext context =
        SpanContext.create(
            parts[0], parts[1], TraceFlags.fromHex(parts[2], 0), TraceState.getDefault());
    return current.with(Span.wrap(context));
  }
}
