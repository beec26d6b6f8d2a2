package io.geminiquota.agent.otlp;

import io.geminiquota.agent.core.telemetry.SpanPipeline;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Sends spans in batches, as OTLP over HTTP with protobuf. */
public final class OtlpPipeline implements SpanPipeline {

  /** Short, so that an unreachable receiver is told of while somebody may still be looking. */
  private static final RetryPolicy RETRIES =
      RetryPolicy.builder()
          .setMaxAttempts(3)
          .setInitialBackoff(Duration.ofMillis(200))
          .setMaxBackoff(Duration.ofMillis(500))
          .build();

  private static final long FLUSH_SECONDS = 2;

  /** Kept, because a logger that nobody keeps loses its level. What it would say, we say. */
  private static final Logger SDK_LOGGER = Logger.getLogger("io.geminiquota.agent.otlp");

  private final SdkTracerProvider tracers;
  private final OpenTelemetrySdk sdk;
  private final Consumer<String> complaint;

  /**
   * Called by name, in the class loader of telemetry.jar.
   *
   * @param endpoint the URL that spans are posted to
   * @param headers sent with each post
   * @param resource the attributes of the application
   * @param complaint is told, in a few words, why spans do not arrive
   * @throws IllegalArgumentException if the endpoint is no http or https URL
   */
  public OtlpPipeline(
      String endpoint,
      Map<String, String> headers,
      Map<String, String> resource,
      Consumer<String> complaint) {
    SDK_LOGGER.setUseParentHandlers(false);
    SDK_LOGGER.setLevel(Level.OFF);
    OtlpHttpSpanExporterBuilder exporter =
        OtlpHttpSpanExporter.builder().setEndpoint(endpoint).setRetryPolicy(RETRIES);
    headers.forEach(exporter::addHeader);
    this.tracers =
        SdkTracerProvider.builder()
            .setResource(Resource.getDefault().merge(Resource.create(attributes(resource))))
            .addSpanProcessor(
                BatchSpanProcessor.builder(new WatchedExporter(exporter.build(), complaint))
                    .setScheduleDelay(Duration.ofSeconds(1))
                    .build())
            .build();
    this.sdk = OpenTelemetrySdk.builder().setTracerProvider(tracers).build();
    this.complaint = complaint;
  }

  @Override
  public Object openTelemetry() {
    return sdk;
  }

  @Override
  public void close() {
    CompletableResultCode flushed = tracers.shutdown().join(FLUSH_SECONDS, TimeUnit.SECONDS);
    if (!flushed.isDone()) {
      complaint.accept("no answer within " + FLUSH_SECONDS + " s");
    }
  }

  private static Attributes attributes(Map<String, String> resource) {
    AttributesBuilder attributes = Attributes.builder();
    resource.forEach(attributes::put);
    return attributes.build();
  }
}
