package io.geminiquota.engine.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * How far the forecasts are off, and whom they alarm for nothing. The error is |foretold - true
 * end| / (true end - now), read when 20, 50 and 80 % are used. Prints its figures: those of
 * docs/observability.md are made with {@code -Dgeminiquota.forecasts=200}.
 *
 * <p>Where uses come by pure chance, chance itself sets a limit to every forecast: with 10,000 a
 * day one standard error is 2.5 % when a fifth is used.
 */
class ForecastAccuracyTest {

  private static final int SEEDS = Integer.getInteger("geminiquota.forecasts", 25);
  private static final long HOUR = Duration.ofHours(1).toNanos();
  private static final long LOOK = Duration.ofMinutes(5).toNanos();
  private static final double LN_2 = Math.log(2);

  /** Errors in percent, none where nothing was foretold. */
  private record Errors(List<Double> sorted, int missing) {

    double part(double part) {
      int place = (int) Math.ceil(part * sorted.size()) - 1;
      return sorted.isEmpty() ? Double.NaN : sorted.get(Math.max(0, place));
    }
  }

  /** A way to draw a schedule of so many uses. */
  private interface Load {
    LoadSchedule draw(long limit, Random random);
  }

  @TestFactory
  List<DynamicTest> aConstantRateIsForetoldWithin5Percent() {
    List<DynamicTest> tests = new ArrayList<>();
    for (double part : new double[] {0.3, 0.8}) {
      for (double hours : new double[] {23, 24, 25}) {
        String name =
            String.format(Locale.ROOT, "used up after %.0f %% of %.0f h", 100 * part, hours);
        tests.add(
            bar(
                "evenly, " + name,
                250,
                hours,
                5,
                5,
                (limit, random) ->
                    LoadSchedule.jittered(h -> limit / (part * hours), hours, limit, random)));
        tests.add(
            bar(
                "at random, " + name,
                50_000,
                hours,
                5,
                5,
                (limit, random) ->
                    LoadSchedule.random(h -> limit / (part * hours), hours, limit, random)));
      }
      // Here 5 % are two standard errors of what chance alone makes of it.
      tests.add(
          bar(
              "at random, used up after " + part + " of a day",
              10_000,
              24,
              5,
              9,
              (limit, random) -> LoadSchedule.random(h -> limit / (part * 24), 24, limit, random)));
    }
    return tests;
  }

  @TestFactory
  List<DynamicTest> aDoublingRateIsForetoldWithin15Percent() {
    List<DynamicTest> tests = new ArrayList<>();
    for (double end : new double[] {6, 12, 18}) {
      tests.add(
          bar(
              "doubles every hour, used up after " + end + " h",
              10_000,
              24,
              15,
              15,
              (limit, random) ->
                  LoadSchedule.random(
                      h -> limit * LN_2 / (Math.pow(2, end) - 1) * Math.pow(2, h),
                      24,
                      limit,
                      random)));
    }
    tests.add(
        bar(
            "doubles every three hours",
            10_000,
            24,
            15,
            15,
            (limit, random) ->
                LoadSchedule.random(
                    h -> limit * LN_2 / 3 / 63 * Math.pow(2, h / 3), 24, limit, random)));
    for (double change : new double[] {2, 3}) {
      // When a fifth is used it has doubled for an hour and a half, or more.
      tests.add(
          bar(
              "doubles once, after " + change + " h",
              10_000,
              24,
              15,
              15,
              (limit, random) ->
                  LoadSchedule.random(
                      h -> limit / 30.0 * (h < change ? 1 : 2), 24, limit, random)));
    }
    return tests;
  }

  @TestFactory
  List<DynamicTest> nobodyIsAlarmedWhenTheResetComesFirst() {
    List<DynamicTest> tests = new ArrayList<>();
    for (double part : new double[] {0.5, 0.9, 0.95}) {
      for (double hours : new double[] {23, 24, 25}) {
        tests.add(noAlarm("steady, " + part + " of " + hours + " h", hours, 1, h -> part / hours));
      }
    }
    tests.add(noAlarm("ten minutes of each hour", 24, 1, h -> h % 1 < 1 / 6.0 ? 0.9 / 4 : 0));
    tests.add(noAlarm("half an hour of two", 24, 1, h -> h % 2 < 0.5 ? 0.9 / 6 : 0));
    tests.add(noAlarm("one busy hour", 24, 1, h -> h >= 10 && h < 11 ? 0.15 : 0.02));
    // Once they have seen a night.
    tests.add(
        noAlarm(
            "by day and not by night", 24, 2, h -> (1 - Math.cos(Math.PI * h / 12)) * 0.7 / 24));
    tests.add(noAlarm("an office", 24, 2, h -> h % 24 >= 8 && h % 24 < 16 ? 0.1 : 0));
    tests.add(noAlarm("an office in the morning", 24, 2, h -> h % 24 < 8 ? 0.1 : 0));
    return tests;
  }

  private static DynamicTest bar(
      String name, long limit, double hours, double usual, double most, Load load) {
    return DynamicTest.dynamicTest(
        name + ", " + limit + " a day",
        () -> {
          StringBuilder figures = new StringBuilder();
          for (double used : new double[] {0.2, 0.5, 0.8}) {
            Errors errors = errors(name, limit, hours, used, load);
            figures.append(
                String.format(
                    Locale.ROOT,
                    " | %4.1f %4.1f %4.1f",
                    errors.part(0.5),
                    errors.part(0.95),
                    errors.part(1)));
            assertThat(errors.missing()).as("without a forecast").isZero();
            if (used < 0.8) {
              assertThat(errors.part(0.5)).as("half of them, %% used: %s", used).isLessThan(usual);
              assertThat(errors.part(0.95)).as("95 %%, %% used: %s", used).isLessThan(most);
            }
          }
          System.out.printf("[forecast] %-52s %6d%s%n", name, limit, figures);
        });
  }

  private static Errors errors(String name, long limit, double hours, double part, Load load) {
    List<Double> errors = new ArrayList<>();
    int missing = 0;
    for (int seed = 1; seed <= SEEDS; seed++) {
      LoadSchedule schedule = load.draw(limit, new Random(seed * 7919L + name.hashCode()));
      if (schedule.size() < limit) {
        continue;
      }
      long used = (long) (part * limit);
      long now = schedule.at(used) + 1;
      double truth = schedule.at(limit) - now;
      Duration foretold = forecast(schedule, used, limit, (long) (hours * HOUR) - now, now);
      if (foretold == null) {
        missing++;
      } else {
        errors.add(100 * Math.abs(foretold.toNanos() - truth) / truth);
      }
    }
    return new Errors(errors.stream().sorted().toList(), missing);
  }

  private static @Nullable Duration forecast(
      LoadSchedule schedule, long used, long limit, long left, long now) {
    UseHistory history = new UseHistory(0);
    for (long use = 1; use <= used; use++) {
      history.add(1, schedule.at(use), schedule.at(use));
    }
    return DayForecast.of(used, limit, left, history, now).exhausted();
  }

  /**
   * @param from the first day on which nobody is to be alarmed
   * @param perHour which part of the quota is used
   */
  private static DynamicTest noAlarm(
      String name, double hours, int from, DoubleUnaryOperator perHour) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          long limit = 3000;
          int[] alarms = new int[3];
          for (int seed = 1; seed <= SEEDS; seed++) {
            Random random = new Random(seed);
            LoadSchedule schedule =
                LoadSchedule.random(
                    h -> limit * perHour.applyAsDouble(h), 3 * hours, 4 * limit, random);
            UseHistory history = new UseHistory(0);
            for (int day = 0; day < 3; day++) {
              alarms[day] += alarms(schedule, day, hours, limit, history);
            }
          }
          System.out.printf(
              "[forecast] %-52s alarms for nothing on the 1st, 2nd, 3rd of %d days: %s%n",
              name, SEEDS, Arrays.toString(alarms));
          assertThat(Arrays.stream(alarms, from - 1, 3).sum()).isZero();
        });
  }

  /** How often it rings on one day, 0 if the quota does not last that day. */
  private static int alarms(
      LoadSchedule schedule, int day, double hours, long limit, UseHistory history) {
    long begins = (long) (day * hours * HOUR);
    long ends = (long) ((day + 1) * hours * HOUR);
    long before = schedule.before(begins);
    long seen = before;
    ForecastAlarm alarm = new ForecastAlarm();
    int alarms = 0;
    for (long now = begins; now < ends; now += LOOK) {
      for (; seen < schedule.before(now); seen++) {
        history.add(1, schedule.at(seen + 1), schedule.at(seen + 1));
      }
      DayForecast forecast = DayForecast.of(seen - before, limit, ends - now, history, now);
      alarms += alarm.rings(forecast, now) ? 1 : 0;
    }
    for (; seen < schedule.before(ends); seen++) {
      history.add(1, schedule.at(seen + 1), schedule.at(seen + 1));
    }
    return seen - before < limit ? alarms : 0;
  }
}
