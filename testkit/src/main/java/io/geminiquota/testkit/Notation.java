package io.geminiquota.testkit;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How durations and quotas are written where they are text: in annotations and on the command line.
 */
public final class Notation {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,12})(ms|s|m|h)");
  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L);

  private Notation() {}

  /**
   * Reads {@code 250ms}, {@code 3s}, {@code 2m} or {@code 1h}.
   *
   * @throws IllegalArgumentException if it is written otherwise; the message is one clear line
   */
  public static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no duration; write it like 250ms, 3s, 2m or 1h");
    }
    return Duration.ofMillis(
        Long.parseLong(matcher.group(1)) * MILLIS.getOrDefault(matcher.group(2), 0L));
  }

  /** A span of durations, the first not longer than the second. */
  public record Span(Duration min, Duration max) {}

  /**
   * Reads {@code 50ms..200ms}, or one duration for both ends.
   *
   * @throws IllegalArgumentException if it is written otherwise, or runs backward
   */
  public static Span span(String text) {
    int dots = text.indexOf("..");
    if (dots < 0) {
      return new Span(duration(text), duration(text));
    }
    Span span = new Span(duration(text.substring(0, dots)), duration(text.substring(dots + 2)));
    if (span.min().compareTo(span.max()) > 0) {
      throw new IllegalArgumentException(
          "'" + text + "' runs backward; write the shorter time first");
    }
    return span;
  }

  /**
   * Reads a quota by its short name, {@code rpm}, {@code tpm}, {@code rpd}, {@code ipm} or {@code
   * concurrency}.
   *
   * @throws IllegalArgumentException if there is no such quota or the value is negative
   */
  public static QuotaLimits withLimit(QuotaLimits limits, String name, long value) {
    return switch (name) {
      case "rpm" -> limits.withRpm(value);
      case "tpm" -> limits.withTpm(value);
      case "rpd" -> limits.withRpd(value);
      case "ipm" -> limits.withIpm(value);
      case "concurrency" -> limits.withConcurrency(value);
      default ->
          throw new IllegalArgumentException(
              "'" + name + "' is no quota; there are rpm, tpm, rpd, ipm and concurrency");
    };
  }
}
