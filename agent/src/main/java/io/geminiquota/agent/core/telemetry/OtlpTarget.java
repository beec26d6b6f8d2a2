package io.geminiquota.agent.core.telemetry;

import io.geminiquota.engine.policy.Settings;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where our own exporter sends spans, and as whom. What is not a setting of ours is read as
 * OpenTelemetry's specification of the OTLP exporter says.
 *
 * @param endpoint the URL that spans are posted to
 * @param headers sent with each post, e.g. for authentication
 * @param resource the attributes of the application
 */
record OtlpTarget(String endpoint, Map<String, String> headers, Map<String, String> resource) {

  private static final String TRACES = "/v1/traces";
  private static final String SERVICE_NAME = "service.name";

  /** The target that is configured, or null if none is. */
  static @Nullable OtlpTarget from(Settings settings, OpenTelemetryVariables variables) {
    String endpoint = endpoint(settings, variables);
    if (endpoint == null) {
      return null;
    }
    String headers = variables.get("otel.exporter.otlp.traces.headers");
    if (headers == null) {
      headers = variables.get("otel.exporter.otlp.headers");
    }
    return new OtlpTarget(endpoint, pairs(headers), resource(variables));
  }

  /** The endpoint as it may stand in a log: without credentials and without a query. */
  String shownEndpoint() {
    try {
      URI uri = new URI(endpoint);
      return new URI(uri.getScheme(), null, uri.getHost(), uri.getPort(), uri.getPath(), null, null)
          .toString();
    } catch (java.net.URISyntaxException e) {
      return "the configured OTLP endpoint";
    }
  }

  private static @Nullable String endpoint(Settings settings, OpenTelemetryVariables variables) {
    String ours = settings.otlpEndpoint();
    if (ours != null) {
      return tracesOf(ours);
    }
    String exporter = variables.get("otel.traces.exporter");
    if (variables.is("otel.sdk.disabled", "true")
        || (exporter != null && !exporter.contains("otlp"))) {
      return null;
    }
    String traces = variables.get("otel.exporter.otlp.traces.endpoint");
    if (traces != null) {
      return traces;
    }
    String general = variables.get("otel.exporter.otlp.endpoint");
    return general == null ? null : tracesOf(general);
  }

  private static String tracesOf(String base) {
    String trimmed = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    return trimmed.endsWith(TRACES) ? trimmed : trimmed + TRACES;
  }

  private static Map<String, String> resource(OpenTelemetryVariables variables) {
    Map<String, String> attributes = pairs(variables.get("otel.resource.attributes"));
    String name = variables.get("otel.service.name");
    if (name != null) {
      attributes.put(SERVICE_NAME, name);
    } else {
      attributes.putIfAbsent(SERVICE_NAME, programName(variables.get("sun.java.command")));
    }
    return attributes;
  }

  /** The simple name of the main class, or of the jar, that the JVM was started with. */
  private static String programName(@Nullable String command) {
    if (command == null) {
      return "unknown_service:java";
    }
    int blank = command.indexOf(' ');
    String program = blank < 0 ? command : command.substring(0, blank);
    program = program.substring(Math.max(program.lastIndexOf('/'), program.lastIndexOf('\\')) + 1);
    return program.endsWith(".jar")
        ? program.substring(0, program.length() - ".jar".length())
        : program.substring(program.lastIndexOf('.') + 1);
  }

  /** Reads {@code name=value,name=value}; what is malformed is passed over. */
  private static Map<String, String> pairs(@Nullable String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    if (text != null) {
      for (String pair : text.split(",", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          pairs.put(pair.substring(0, equals).strip(), decoded(pair.substring(equals + 1).strip()));
        }
      }
    }
    return pairs;
  }

  private static String decoded(String value) {
    try {
      // Percent-encoding as in W3C baggage, where a plus is a plus.
      return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return value;
    }
  }
}
