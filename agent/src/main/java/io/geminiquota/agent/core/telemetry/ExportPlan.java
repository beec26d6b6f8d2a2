package io.geminiquota.agent.core.telemetry;

import io.geminiquota.engine.policy.Settings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What our own OpenTelemetry is to do where the application has none.
 *
 * @param spans where spans are sent, null for nowhere
 * @param metrics where metrics are sent, null for nowhere
 * @param interval between two posts of metrics, at least a millisecond
 * @param temporality of the metrics that are posted
 * @param scrape where metrics are fetched by a Prometheus, null for nowhere
 * @param resource the attributes of the application
 */
public record ExportPlan(
    @Nullable OtlpTarget spans,
    @Nullable OtlpTarget metrics,
    Duration interval,
    Temporality temporality,
    @Nullable ScrapePoint scrape,
    Map<String, String> resource) {

  private static final String INTERVAL = "otel.metric.export.interval";
  private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(60);

  /**
   * What is configured.
   *
   * @param problems is told what is wrong, and what is done instead
   */
  static ExportPlan from(
      Settings settings, OpenTelemetryVariables variables, Consumer<String> problems) {
    List<String> ways = exporters(variables, Signal.METRICS);
    boolean disabled = variables.is("otel.sdk.disabled", "true");
    boolean spansByOtlp =
        settings.otlpEndpoint() != null || exporters(variables, Signal.SPANS).contains("otlp");
    TimeVariables times = new TimeVariables(variables, problems);
    OtlpTarget metrics =
        ways.contains("otlp") ? OtlpTarget.of(Signal.METRICS, settings, variables, times) : null;
    return new ExportPlan(
        spansByOtlp ? OtlpTarget.of(Signal.SPANS, settings, variables, times) : null,
        metrics,
        metrics == null ? DEFAULT_INTERVAL : times.interval(INTERVAL, DEFAULT_INTERVAL),
        metrics == null ? Temporality.CUMULATIVE : Temporality.of(variables, problems),
        ways.contains("prometheus") && !disabled ? ScrapePoint.of(variables, problems) : null,
        ServiceResource.of(variables));
  }

  /** Whether nothing is to be done. */
  boolean isEmpty() {
    return spans == null && !hasMetrics();
  }

  boolean hasMetrics() {
    return metrics != null || scrape != null;
  }

  private static List<String> exporters(OpenTelemetryVariables variables, Signal signal) {
    String names = variables.get(signal.exporterVariable());
    return names == null
        ? List.of("otlp")
        : Arrays.stream(names.split(",", -1)).map(String::strip).toList();
  }
}
