package io.geminiquota.agent.core.telemetry;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times among OpenTelemetry's settings: a number of milliseconds, or with a unit behind it. Each is
 * read once, so that a wrong one is told of once.
 */
final class TimeVariables {

  private static final Pattern TIME = Pattern.compile("(\\d{1,9}) *(ms|s|m|h|d|)");

  /** More than anybody waits, and few enough nanoseconds for a long. */
  private static final Duration LONGEST = Duration.ofDays(365);

  private final OpenTelemetryVariables variables;
  private final Consumer<String> problems;
  private final Map<String, Duration> known = new HashMap<>();

  /**
   * @param problems is told what is wrong, and what is done instead
   */
  TimeVariables(OpenTelemetryVariables variables, Consumer<String> problems) {
    this.variables = variables;
    this.problems = problems;
  }

  /**
   * How long something may take; zero is no limit.
   *
   * @param otherwise if it is not set, or is no time
   */
  Duration timeout(String name, Duration otherwise) {
    return known.computeIfAbsent(name, unread -> read(name, Duration.ZERO, otherwise));
  }

  /** The same of a time between two things: at least a millisecond. */
  Duration interval(String name, Duration otherwise) {
    return known.computeIfAbsent(name, unread -> read(name, Duration.ofMillis(1), otherwise));
  }

  private Duration read(String name, Duration least, Duration otherwise) {
    String text = variables.get(name);
    if (text == null) {
      return otherwise;
    }
    Matcher time = TIME.matcher(text);
    if (time.matches()) {
      Duration read = time(Long.parseLong(time.group(1)), time.group(2));
      if (read.compareTo(least) >= 0 && read.compareTo(LONGEST) <= 0) {
        return read;
      }
    }
    problems.accept(
        name
            + " is \""
            + text
            + "\", which is no time in milliseconds: "
            + otherwise.toMillis()
            + " is used instead");
    return otherwise;
  }

  private static Duration time(long number, String unit) {
    return switch (unit) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      default -> Duration.ofMillis(number);
    };
  }
}
