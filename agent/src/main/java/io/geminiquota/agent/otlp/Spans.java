package io.geminiquota.agent.otlp;

import io.geminiquota.agent.core.telemetry.ExportPlan;
import io.geminiquota.agent.core.telemetry.ExportTroubles;
import io.geminiquota.agent.core.telemetry.OtlpTarget;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.time.Duration;

/** Has spans sent in batches, a second after the first of a batch at the latest. */
final class Spans {

  private static final Duration DELAY = Duration.ofSeconds(1);

  private Spans() {}

  static SdkTracerProvider sent(ExportPlan plan, Resource resource, ExportTroubles troubles) {
    SdkTracerProviderBuilder tracers = SdkTracerProvider.builder().setResource(resource);
    OtlpTarget target = plan.spans();
    if (target != null) {
      OtlpHttpSpanExporterBuilder exporter =
          OtlpHttpSpanExporter.builder()
              .setEndpoint(target.endpoint())
              .setTimeout(target.timeout())
              .setRetryPolicy(ExportFailure.RETRIES);
      target.headers().forEach(exporter::addHeader);
      WatchedSpans watched =
          new WatchedSpans(
              exporter.build(),
              new ExportFailure(
                  reason -> troubles.unreachable(target, reason),
                  status -> troubles.spansTurnedAway(target, status)));
      tracers.addSpanProcessor(BatchSpanProcessor.builder(watched).setScheduleDelay(DELAY).build());
    }
    return tracers.build();
  }
}
