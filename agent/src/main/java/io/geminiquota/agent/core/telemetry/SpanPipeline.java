package io.geminiquota.agent.core.telemetry;

/** A running OpenTelemetry of ours, which sends spans to somewhere. */
public interface SpanPipeline extends AutoCloseable {

  /** The instance of {@code io.opentelemetry.api.OpenTelemetry}. */
  Object openTelemetry();

  /** Sends what is left, and stops; returns after two seconds at the latest. */
  @Override
  void close();
}
