package io.geminiquota.agent.core.telemetry;

import io.geminiquota.engine.policy.Settings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What our own OpenTelemetry is to do where the application has none.
 *
 * @param spans where spans are sent, null for nowhere
 * @param metrics where metrics are sent, null for nowhere
 * @param interval between two posts of metrics, at least a millisecond
 * @param scrape where metrics are fetched by a Prometheus, null for nowhere
 * @param resource the attributes of the application
 */
public record ExportPlan(
    @Nullable OtlpTarget spans,
    @Nullable OtlpTarget metrics,
    Duration interval,
    @Nullable ScrapePoint scrape,
    Map<String, String> resource) {

  private static final String INTERVAL = "otel.metric.export.interval";
  private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(60);
  private static final Pattern TIME = Pattern.compile("0*([1-9]\\d{0,8}) *(ms|s|m|h|d|)");

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
    OtlpTarget metrics =
        ways.contains("otlp") ? OtlpTarget.of(Signal.METRICS, settings, variables) : null;
    return new ExportPlan(
        spansByOtlp ? OtlpTarget.of(Signal.SPANS, settings, variables) : null,
        metrics,
        metrics == null ? DEFAULT_INTERVAL : interval(variables.get(INTERVAL), problems),
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

  private static Duration interval(@Nullable String text, Consumer<String> problems) {
    if (text == null) {
      return DEFAULT_INTERVAL;
    }
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      problems.accept(
          INTERVAL
              + " is \""
              + text
              + "\", which is no time in milliseconds: 60000 is used instead");
      return DEFAULT_INTERVAL;
    }
    long number = Long.parseLong(time.group(1));
    return switch (time.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      default -> Duration.ofMillis(number);
    };
  }
}
