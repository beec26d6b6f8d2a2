package io.geminiquota.agent.core.telemetry;

import io.geminiquota.engine.policy.Settings;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where our own exporter sends something. What is not a setting of ours is read as OpenTelemetry's
 * specification of the OTLP exporter says.
 *
 * @param endpoint the URL that is posted to
 * @param headers sent with each post, e.g. for authentication
 * @param timeout after which a post is given up, zero for never
 */
public record OtlpTarget(String endpoint, Map<String, String> headers, Duration timeout) {

  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

  /** The target that is configured for a signal, or null if none is. */
  static @Nullable OtlpTarget of(
      Signal signal, Settings settings, OpenTelemetryVariables variables, TimeVariables times) {
    String endpoint = endpoint(signal, settings, variables);
    if (endpoint == null) {
      return null;
    }
    String headers = variables.get(signal.otlpVariable("headers"));
    if (headers == null) {
      headers = variables.get("otel.exporter.otlp.headers");
    }
    Duration timeout = times.timeout("otel.exporter.otlp.timeout", DEFAULT_TIMEOUT);
    return new OtlpTarget(
        endpoint,
        KeyValueList.read(headers),
        times.timeout(signal.otlpVariable("timeout"), timeout));
  }

  /** The endpoint as it may stand in a log: without credentials and without a query. */
  String shownEndpoint() {
    return shown(true);
  }

  /** The server as it may stand in a log. */
  String shownServer() {
    return shown(false);
  }

  private String shown(boolean withPath) {
    try {
      URI uri = new URI(endpoint);
      String path = withPath ? uri.getPath() : null;
      return new URI(uri.getScheme(), null, uri.getHost(), uri.getPort(), path, null, null)
          .toString();
    } catch (URISyntaxException e) {
      return "the configured OTLP endpoint";
    }
  }

  private static @Nullable String endpoint(
      Signal signal, Settings settings, OpenTelemetryVariables variables) {
    String ours = settings.otlpEndpoint();
    if (ours != null) {
      return completed(ours, signal);
    }
    if (variables.is("otel.sdk.disabled", "true")) {
      return null;
    }
    String exact = variables.get(signal.otlpVariable("endpoint"));
    if (exact != null) {
      return exact;
    }
    String general = variables.get("otel.exporter.otlp.endpoint");
    return general == null ? null : completed(general, signal);
  }

  /** Whoever gives the whole URL of one signal means its server for the others, too. */
  private static String completed(String base, Signal signal) {
    String server = base;
    for (Signal any : Signal.values()) {
      server = without(without(server, "/"), any.path());
    }
    return server + signal.path();
  }

  private static String without(String text, String ending) {
    return text.endsWith(ending) ? text.substring(0, text.length() - ending.length()) : text;
  }
}
