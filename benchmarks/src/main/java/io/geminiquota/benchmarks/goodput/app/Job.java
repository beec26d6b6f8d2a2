package io.geminiquota.benchmarks.goodput.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What an application is started with.
 *
 * @param way how it lives with the quota
 * @param model which model it asks
 * @param unit what the quota counts
 * @param limit what it believes the quota to be
 * @param minute how long the quota's minute is
 * @param threads how many calls it makes at the same time at most
 * @param startingLine the port of 127.0.0.1 at which it waits for the start
 * @param plan the file with its calls
 */
public record Job(
    Way way,
    String model,
    Unit unit,
    long limit,
    Duration minute,
    int threads,
    int startingLine,
    Path plan) {

  private static final Duration REAL_MINUTE = Duration.ofSeconds(60);

  /** How long a pause becomes that is meant for a real minute, such as 0.1 for a tenth of it. */
  double scale() {
    return (double) minute.toNanos() / REAL_MINUTE.toNanos();
  }

  /** For the command line; {@link #parse} reads it. */
  public List<String> arguments() {
    return List.of(
        way.name(),
        model,
        unit.name(),
        Long.toString(limit),
        minute.toString(),
        Integer.toString(threads),
        Integer.toString(startingLine),
        plan.toString());
  }

  static Job parse(String... arguments) {
    return new Job(
        Way.valueOf(arguments[0]),
        arguments[1],
        Unit.valueOf(arguments[2]),
        Long.parseLong(arguments[3]),
        Duration.parse(arguments[4]),
        Integer.parseInt(arguments[5]),
        Integer.parseInt(arguments[6]),
        Path.of(arguments[7]));
  }
}
