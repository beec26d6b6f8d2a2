package io.geminiquota.agent.otlp;

import io.geminiquota.agent.core.telemetry.ExportPlan;
import io.geminiquota.agent.core.telemetry.ExportTroubles;
import io.geminiquota.agent.core.telemetry.OtlpTarget;
import io.geminiquota.agent.core.telemetry.Pipeline;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends spans in batches and metrics at intervals, as OTLP over HTTP with protobuf, and lets a
 * Prometheus fetch metrics. Nobody who records waits for any of that: what cannot be sent in time
 * is dropped, and at most 2048 spans wait.
 */
public final class OtlpPipeline implements Pipeline {

  private static final long FLUSH_SECONDS = 2;

  /** Kept, because a logger that nobody keeps loses its level. What it would say, we say. */
  private static final Logger SDK_LOGGER = Logger.getLogger("io.geminiquota.agent.otlp");

  private final ExportPlan plan;
  private final ExportTroubles troubles;
  private final SdkTracerProvider tracers;
  private final SdkMeterProvider meters;
  private final OpenTelemetrySdk sdk;

  /**
   * Called by name, in the class loader of telemetry.jar.
   *
   * @param plan what is to be done
   * @param troubles are told why something does not arrive
   * @throws IllegalArgumentException if an endpoint is no http or https URL
   */
  public OtlpPipeline(ExportPlan plan, ExportTroubles troubles) {
    SDK_LOGGER.setUseParentHandlers(false);
    SDK_LOGGER.setLevel(Level.OFF);
    this.plan = plan;
    this.troubles = troubles;
    Resource resource = Resource.getDefault().merge(Resource.create(attributes(plan.resource())));
    this.tracers = Spans.sent(plan, resource, troubles);
    this.meters = Metrics.shown(plan, resource, troubles);
    this.sdk =
        OpenTelemetrySdk.builder().setTracerProvider(tracers).setMeterProvider(meters).build();
  }

  @Override
  public Object openTelemetry() {
    return sdk;
  }

  @Override
  public void close() {
    CompletableResultCode spans = tracers.shutdown();
    CompletableResultCode metrics = meters.shutdown();
    CompletableResultCode.ofAll(List.of(spans, metrics)).join(FLUSH_SECONDS, TimeUnit.SECONDS);
    complainUnlessDone(spans, plan.spans());
    complainUnlessDone(metrics, plan.metrics());
  }

  private void complainUnlessDone(CompletableResultCode flushed, @Nullable OtlpTarget target) {
    if (target != null && !flushed.isDone()) {
      troubles.unreachable(target, "no answer within " + FLUSH_SECONDS + " s");
    }
  }

  private static Attributes attributes(Map<String, String> resource) {
    AttributesBuilder attributes = Attributes.builder();
    resource.forEach(attributes::put);
    return attributes.build();
  }
}
