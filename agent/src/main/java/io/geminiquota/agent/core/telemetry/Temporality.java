package io.geminiquota.agent.core.telemetry;

import java.util.Locale;
import java.util.function.Consumer;

/** What the sums in metrics that are sent begin with, as OpenTelemetry's variable has it. */
public enum Temporality {
  /** The start of the JVM: what Prometheus and most others want. */
  CUMULATIVE,
  /** The last time that they were sent: what some hosted backends want. */
  DELTA,
  /** Either, whichever takes less memory to keep. */
  LOWMEMORY;

  private static final String VARIABLE = "otel.exporter.otlp.metrics.temporality.preference";

  /** As configured. */
  static Temporality of(OpenTelemetryVariables variables, Consumer<String> problems) {
    String text = variables.get(VARIABLE);
    if (text == null) {
      return CUMULATIVE;
    }
    for (Temporality any : values()) {
      if (any.name().equalsIgnoreCase(text)) {
        return any;
      }
    }
    String used = CUMULATIVE.name().toLowerCase(Locale.ROOT);
    problems.accept(
        VARIABLE
            + " is \""
            + text
            + "\", which is none of cumulative, delta and lowmemory: "
            + used
            + " is used instead");
    return CUMULATIVE;
  }
}
