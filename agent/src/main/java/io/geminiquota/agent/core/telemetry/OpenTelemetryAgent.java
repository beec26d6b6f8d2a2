package io.geminiquota.agent.core.telemetry;

/** OpenTelemetry's own Java agent, or a distribution of it, in the same JVM. */
final class OpenTelemetryAgent {

  private static final String INITIALIZER = "io.opentelemetry.javaagent.bootstrap.AgentInitializer";

  private OpenTelemetryAgent() {}

  /** Whether it answers for every OpenTelemetry API in the JVM. */
  static boolean isActive(OpenTelemetryVariables variables) {
    try {
      Class.forName(INITIALIZER, false, null);
      return !variables.is("otel.javaagent.enabled", "false");
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
