package io.geminiquota.micronaut.tracing;

import io.geminiquota.micronaut.RequiresGeminiQuota;
import io.geminiquota.micronaut.client.CallContext;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Internal;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import jakarta.inject.Singleton;

/** Takes along the span that was made current by OpenTelemetry's own means. */
@Internal
@Singleton
@RequiresGeminiQuota
@Requires(beans = OpenTelemetry.class)
final class TraceContext implements CallContext {

  TraceContext() {}

  @Override
  @SuppressWarnings("MustBeClosedChecker") // closed by what it returns
  public Taken take() {
    Context context = Context.current();
    return () -> context.makeCurrent()::close;
  }
}
