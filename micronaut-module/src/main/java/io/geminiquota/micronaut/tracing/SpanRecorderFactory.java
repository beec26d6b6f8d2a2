package io.geminiquota.micronaut.tracing;

import io.geminiquota.adapters.opentelemetry.SpanRecorder;
import io.geminiquota.micronaut.RequiresGeminiQuota;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Internal;
import io.opentelemetry.api.OpenTelemetry;
import jakarta.inject.Singleton;

/** Shows calls as spans through the context's OpenTelemetry: that of micronaut-tracing, or any. */
@Internal
@Factory
@RequiresGeminiQuota
@Requires(classes = OpenTelemetry.class)
final class SpanRecorderFactory {

  SpanRecorderFactory() {}

  @Singleton
  @Requires(beans = OpenTelemetry.class)
  SpanRecorder spans(OpenTelemetry telemetry) {
    return new SpanRecorder(telemetry);
  }
}
