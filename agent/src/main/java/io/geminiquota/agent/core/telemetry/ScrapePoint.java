package io.geminiquota.agent.core.telemetry;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a Prometheus fetches metrics.
 *
 * @param host the local address to listen on
 * @param port from 1 to 65535
 */
public record ScrapePoint(String host, int port) {

  private static final String PORT = "otel.exporter.prometheus.port";
  private static final int DEFAULT_PORT = 9464;
  private static final int HIGHEST_PORT = 65535;

  /**
   * As configured. Listens on the loopback interface unless told otherwise: which models a company
   * uses is nobody's business.
   */
  static ScrapePoint of(OpenTelemetryVariables variables, Consumer<String> problems) {
    String host = variables.get("otel.exporter.prometheus.host");
    String port = variables.get(PORT);
    return new ScrapePoint(host == null ? "localhost" : host, port(port, problems));
  }

  private static int port(@Nullable String text, Consumer<String> problems) {
    if (text == null) {
      return DEFAULT_PORT;
    }
    if (text.matches("\\d{1,5}")) {
      int port = Integer.parseInt(text);
      if (port >= 1 && port <= HIGHEST_PORT) {
        return port;
      }
    }
    problems.accept(
        PORT + " is \"" + text + "\", which is no port: " + DEFAULT_PORT + " is used instead");
    return DEFAULT_PORT;
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
