package io.geminiquota.engine.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ForecastAlarmTest {

  private static final int LIMIT = 1000;
  private static final long LEFT = Duration.ofHours(10).toNanos();

  private final ForecastAlarm alarm = new ForecastAlarm();

  @Test
  void anAlarmNeedsAFifthOfTheQuotaASureRateAndAWitness() {
    assertThat(forecast(250, 100, 100, 0.01).isEarly()).isTrue();
    assertThat(forecast(199, 100, 100, 0.01).isEarly()).as("a fifth").isFalse();
    assertThat(forecast(250, 80, 100, 0.03).isEarly()).as("80 +- 9 % could be chance").isFalse();
    assertThat(forecast(250, 85, 100, 0.01).isEarly()).isTrue();
    assertThat(forecast(250, 100, 60, 0.01).isEarly()).as("the witness").isFalse();
    assertThat(forecast(250, 78, 100, 0.01).isEarly()).as("too little is missing").isFalse();
    assertThat(forecast(250, 100, 100, 0.01, new Yesterday(700)).isEarly()).isFalse();
    assertThat(forecast(250, 100, 100, 0.01, new Yesterday(800)).isEarly()).isTrue();
  }

  @Test
  void allIsClearWhenTheQuotaSurelyLasts() {
    assertThat(forecast(250, 60, 60, 0.01).isClear()).isTrue();
    assertThat(forecast(250, 72, 60, 0.03).isClear()).as("72 +- 9 % could be more").isFalse();
    assertThat(forecast(250, 60, 90, 0.01).isClear()).as("the witness").isFalse();
    assertThat(forecast(250, 0, 0, Double.POSITIVE_INFINITY).isClear()).isTrue();
  }

  @Test
  void itRingsOnceHoweverLongItLasts() {
    assertThat(alarm.rings(early(), 0)).isTrue();
    for (int hour = 1; hour < 8; hour++) {
      assertThat(alarm.rings(early(), hours(hour))).isFalse();
    }
  }

  @Test
  void whatIsNeitherEarlyNorClearChangesNothing() {
    assertThat(alarm.rings(undecided(), 0)).isFalse();
    assertThat(alarm.rings(early(), hours(1))).isTrue();
    assertThat(alarm.rings(undecided(), hours(2))).isFalse();
    assertThat(alarm.rings(undecided(), hours(5))).isFalse();
    assertThat(alarm.rings(early(), hours(6))).isFalse();
  }

  @Test
  void itRingsAgainAfterAnHourOfAllClear() {
    assertThat(alarm.rings(early(), 0)).isTrue();
    assertThat(alarm.rings(clear(), hours(1))).isFalse();
    assertThat(alarm.rings(clear(), hours(1.9))).isFalse();
    assertThat(alarm.rings(early(), hours(1.95))).as("too soon").isFalse();
    assertThat(alarm.rings(clear(), hours(2))).isFalse();
    assertThat(alarm.rings(clear(), hours(2.9))).isFalse();
    assertThat(alarm.rings(undecided(), hours(2.95))).isFalse();
    assertThat(alarm.rings(clear(), hours(3))).isFalse();
    assertThat(alarm.rings(early(), hours(3.5))).as("the hour began anew").isFalse();
    assertThat(alarm.rings(clear(), hours(4))).isFalse();
    assertThat(alarm.rings(clear(), hours(5))).isFalse();
    assertThat(alarm.rings(early(), hours(5.1))).isTrue();
  }

  @Test
  void anotherDayMayRingAtOnce() {
    assertThat(alarm.rings(early(), 0)).isTrue();
    alarm.reset();
    assertThat(alarm.rings(early(), hours(1))).isTrue();
  }

  private static DayForecast early() {
    return forecast(250, 100, 100, 0.01);
  }

  private static DayForecast undecided() {
    return forecast(250, 75, 75, 0.05);
  }

  private static DayForecast clear() {
    return forecast(250, 40, 40, 0.01);
  }

  private static DayForecast forecast(
      long used, double perHour, double witnessPerHour, double uncertainty) {
    return forecast(used, perHour, witnessPerHour, uncertainty, null);
  }

  private static DayForecast forecast(
      long used,
      double perHour,
      double witnessPerHour,
      double uncertainty,
      @Nullable Yesterday yesterday) {
    return new DayForecast(
        used,
        LIMIT,
        LEFT,
        rate(perHour, uncertainty),
        null,
        rate(witnessPerHour, uncertainty),
        yesterday);
  }

  private static RecentRate rate(double perHour, double uncertainty) {
    return new RecentRate(perHour / hours(1), uncertainty);
  }

  private static long hours(double hours) {
    return (long) (hours * Duration.ofHours(1).toNanos());
  }
}
