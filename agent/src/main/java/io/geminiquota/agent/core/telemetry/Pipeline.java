package io.geminiquota.agent.core.telemetry;

/**
 * A running OpenTelemetry of ours, which sends what is recorded to somewhere, or has it fetched.
 */
public interface Pipeline extends AutoCloseable {

  /** The instance of {@code io.opentelemetry.api.OpenTelemetry}. */
  Object openTelemetry();

  /** Sends what is left, and stops; returns after two seconds at the latest. */
  @Override
  void close();
}
