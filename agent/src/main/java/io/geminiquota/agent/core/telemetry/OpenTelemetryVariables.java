package io.geminiquota.agent.core.telemetry;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * OpenTelemetry's own settings, as its SDKs read them: a system property, else the variable of the
 * same name in capitals.
 *
 * @param properties the system's
 * @param environment of the process
 */
record OpenTelemetryVariables(Map<String, String> properties, Map<String, String> environment) {

  /**
   * A value without blanks around it, or null if it is not set or empty.
   *
   * @param name as a system property, e.g. {@code otel.service.name}
   */
  @Nullable String get(String name) {
    String value = properties.get(name);
    if (value == null || value.isBlank()) {
      value = environment.get(name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'));
    }
    return value == null || value.isBlank() ? null : value.strip();
  }

  /** Whether a value is {@code true}, or {@code false}, whatever the case. */
  boolean is(String name, String expected) {
    return expected.equalsIgnoreCase(get(name));
  }
}
