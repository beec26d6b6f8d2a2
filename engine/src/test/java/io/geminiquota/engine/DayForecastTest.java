package io.geminiquota.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** When the day's quota ends, foretold from the recent rate and compared with what happened. */
class DayForecastTest {

  private static final int LIMIT = 3000;

  /** Days of 24, 25 and 23 hours. */
  static Stream<Arguments> days() {
    return Stream.of("2026-06-10T07:00:00Z", "2026-11-01T07:00:00Z", "2027-03-14T08:00:00Z")
        .map(Instant::parse)
        .flatMap(day -> IntStream.rangeClosed(1, 3).mapToObj(seed -> Arguments.of(day, seed)));
  }

  @ParameterizedTest
  @MethodSource("days")
  void aSteadyLoadIsForetoldAtHalfOfTheDay(Instant day, int seed) {
    VirtualDay steady = new VirtualDay(day, LIMIT, seed);
    DoubleUnaryOperator load = hour -> LIMIT / (0.8 * steady.hours());
    steady.callUntil(steady.hours() / 2, load);
    Instant now = steady.time.now();
    Instant foretold = steady.use().exhausted();
    steady.callUntil(steady.hours(), load);

    assertThat(error(foretold, steady.exhausted, now)).isLessThan(0.10);
    assertThat(steady.news.forecasts()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("days")
  void evenAFewCallsAreForetoldIfTheyComeEvenly(Instant day, int seed) {
    VirtualDay even = new VirtualDay(day, 250, seed);
    double perHour = 250 / (0.8 * even.hours());
    even.callEvenlyUntil(even.hours() / 2, perHour);
    Instant now = even.time.now();
    Instant foretold = even.use().exhausted();
    even.callEvenlyUntil(even.hours(), perHour);

    assertThat(error(foretold, even.exhausted, now)).isLessThan(0.05);
  }

  @ParameterizedTest
  @MethodSource("days")
  void aLoadThatHasDoubledIsForetoldTwoHoursLater(Instant day, int seed) {
    int limit = 10_000;
    VirtualDay doubled = new VirtualDay(day, limit, seed);
    DoubleUnaryOperator load = hour -> limit / 30.0 * (hour < 10 ? 1 : 2);
    doubled.callUntil(12, load);
    Instant now = doubled.time.now();
    Instant foretold = doubled.use().exhausted();
    doubled.callUntil(doubled.hours(), load);

    assertThat(error(foretold, doubled.exhausted, now)).isLessThan(0.15);
  }

  @ParameterizedTest
  @MethodSource("days")
  void nobodyIsAlarmedWhileTheQuotaLasts(Instant day, int seed) {
    VirtualDay steady = new VirtualDay(day, LIMIT, seed);
    steady.callUntil(steady.hours(), hour -> 0.94 * LIMIT / steady.hours());

    assertThat(steady.exhausted).isNull();
    assertThat(steady.news.forecasts()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("days")
  void burstsAreNoReasonForAnAlarm(Instant day, int seed) {
    VirtualDay bursty = new VirtualDay(day, LIMIT, seed);
    // Ten minutes of each hour.
    bursty.callUntil(
        bursty.hours(), hour -> hour % 1 < 1 / 6.0 ? 6 * 0.9 * LIMIT / bursty.hours() : 0);

    assertThat(bursty.exhausted).isNull();
    assertThat(bursty.news.forecasts()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("days")
  void neitherAreLongerOnes(Instant day, int seed) {
    VirtualDay bursty = new VirtualDay(day, LIMIT, seed);
    // Half an hour in every two.
    bursty.callUntil(bursty.hours(), hour -> hour % 2 < 0.5 ? 4 * 0.9 * LIMIT / bursty.hours() : 0);

    assertThat(bursty.exhausted).isNull();
    assertThat(bursty.news.forecasts()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("days")
  void whatIsNewInTheLastHoursIsNoReasonEither(Instant day, int seed) {
    VirtualDay late = new VirtualDay(day, LIMIT, seed);
    // At the rate of that hour it would not last, but the day was quiet before and is so again.
    late.callUntil(
        late.hours(), hour -> hour < 10 ? 0.02 * LIMIT : hour < 11 ? 0.15 * LIMIT : 0.02 * LIMIT);

    assertThat(late.exhausted).isNull();
    assertThat(late.news.forecasts()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("days")
  void aGrowingLoadIsWarnedOfHoursBefore(Instant day, int seed) {
    VirtualDay growing = new VirtualDay(day, LIMIT, seed);
    // All is used after 20 hours.
    growing.callUntil(growing.hours(), hour -> 2 * LIMIT * hour / 400);

    assertThat(growing.news.forecasts()).hasSize(1);
    assertThat(growing.news.forecasts().get(0).text())
        .startsWith("At the recent rate, the 3000 requests per day of model gemini-x")
        .contains("Pacific time), before the quota day ends at ");
    assertThat(growing.news.forecasts().get(0).at())
        .isBefore(growing.exhausted.minus(Duration.ofHours(3)));
  }

  @ParameterizedTest
  @MethodSource("days")
  void aLoadThatStopsIsForetoldNoEndAndWarnedOfOnce(Instant day, int seed) {
    VirtualDay stopping = new VirtualDay(day, LIMIT, seed);
    stopping.callUntil(8, hour -> 0.07 * LIMIT);
    assertThat(stopping.use().exhausted()).isNotNull();
    stopping.callUntil(9, hour -> 0);
    assertThat(stopping.use().exhausted()).isNull();
    stopping.callUntil(stopping.hours(), hour -> 0.01 * LIMIT);

    assertThat(stopping.exhausted).isNull();
    assertThat(stopping.news.forecasts()).hasSize(1);
  }

  private static double error(Instant foretold, Instant exhausted, Instant now) {
    assertThat(foretold).as("the forecast").isNotNull();
    assertThat(exhausted).as("the end").isNotNull();
    Duration off = Duration.between(exhausted, foretold).abs();
    return (double) off.toMillis() / Duration.between(now, exhausted).toMillis();
  }
}
