package io.geminiquota.agent.core.telemetry;

import io.geminiquota.agent.core.Log;

/**
 * Says, seldom, that telemetry does not get where it should, and what to do. Two signals that do
 * not reach one server are one trouble.
 */
public final class ExportTroubles {

  private static final String GOVERNED = "): calls are governed all the same; ";

  private final Log log;

  ExportTroubles(Log log) {
    this.log = log;
  }

  /**
   * Nobody answered.
   *
   * @param reason in a few words
   */
  public void unreachable(OtlpTarget target, String reason) {
    String server = target.shownServer();
    log.seldom(
        "otlp " + server,
        "telemetry does not arrive at "
            + server
            + " ("
            + reason
            + GOVERNED
            + "check that a receiver of OTLP over HTTP (usually port 4318) listens there, or change"
            + " otlp-endpoint or OTEL_EXPORTER_OTLP_ENDPOINT");
  }

  /**
   * The receiver takes no spans.
   *
   * @param status what it answered, e.g. 404
   */
  public void spansTurnedAway(OtlpTarget target, int status) {
    turnedAway("spans", target, status, "or set OTEL_TRACES_EXPORTER=none");
  }

  /**
   * The receiver takes no metrics.
   *
   * @param status what it answered, e.g. 404
   */
  public void metricsTurnedAway(OtlpTarget target, int status) {
    turnedAway(
        "metrics", target, status, "or, if it takes only traces, set OTEL_METRICS_EXPORTER=none");
  }

  private void turnedAway(String signal, OtlpTarget target, int status, String otherwise) {
    log.seldom(
        "otlp " + signal,
        signal
            + " are turned away by "
            + target.shownEndpoint()
            + " (HTTP "
            + status
            + GOVERNED
            + "see what that receiver says of it, "
            + otherwise);
  }

  /**
   * Nobody can fetch metrics.
   *
   * @param reason in a few words
   */
  public void notServed(ScrapePoint scrape, String reason) {
    log.seldom(
        "prometheus",
        "metrics cannot be fetched at "
            + scrape
            + " ("
            + reason
            + GOVERNED
            + "let OTEL_EXPORTER_PROMETHEUS_HOST and OTEL_EXPORTER_PROMETHEUS_PORT name an address of"
            + " this machine where nobody listens");
  }
}
