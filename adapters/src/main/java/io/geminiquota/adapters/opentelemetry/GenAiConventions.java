package io.geminiquota.adapters.opentelemetry;

/** Which state of OpenTelemetry's GenAI conventions is spoken: they are still in development. */
public enum GenAiConventions {
  /** Version 1.41, the last in OpenTelemetry's core repository: what backends know today. */
  RELEASED,
  /** Those of the GenAI repository, as of October 2026. */
  LATEST
}
