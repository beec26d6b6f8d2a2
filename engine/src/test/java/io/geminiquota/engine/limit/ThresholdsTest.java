package io.geminiquota.engine.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThresholdsTest {

  private final Thresholds thresholds = new Thresholds();

  @Test
  void eachIsToldWhenItIsReachedAndNotAgain() {
    assertThat(thresholds.reached(699, 1000, false)).isEmpty();
    assertThat(thresholds.reached(700, 1000, false)).hasValue(70);
    assertThat(thresholds.reached(799, 1000, false)).isEmpty();
    assertThat(thresholds.reached(950, 1000, false)).hasValue(90);
    assertThat(thresholds.reached(1200, 1000, false)).hasValue(100);
    assertThat(thresholds.reached(1300, 1000, true)).isEmpty();
  }

  @Test
  void ofSeveralAtOnceTheHighestIsTold() {
    assertThat(thresholds.reached(85, 100, false)).hasValue(80);
    assertThat(thresholds.reached(90, 100, true)).hasValue(100);
    assertThat(thresholds.reached(95, 100, false)).isEmpty();
  }

  @Test
  void whatWasGivenBackIsNotToldTwice() {
    assertThat(thresholds.reached(70, 100, false)).hasValue(70);
    assertThat(thresholds.reached(60, 100, false)).isEmpty();
    assertThat(thresholds.reached(75, 100, false)).isEmpty();
  }

  @Test
  void theServersWordIsTheLastOfTheDay() {
    assertThat(thresholds.reached(10, 100, true)).hasValue(100);
    assertThat(thresholds.reached(75, 100, true)).isEmpty();
    assertThat(thresholds.reached(75, 100, false)).isEmpty();
  }

  @Test
  void theServersWordCountsWithoutALimit() {
    assertThat(thresholds.reached(10, Tally.UNLIMITED, false)).isEmpty();
    assertThat(thresholds.reached(10, Tally.UNLIMITED, true)).hasValue(100);
  }

  @Test
  void aLimitThatWasRaisedIsToldOfAnew() {
    assertThat(thresholds.reached(100, 100, false)).hasValue(100);
    assertThat(thresholds.reached(100, Tally.UNLIMITED, false)).isEmpty();
    assertThat(thresholds.reached(100, 140, false)).isEmpty();
    assertThat(thresholds.reached(112, 140, false)).hasValue(80);
  }

  @Test
  void theSameLimitLearnedAgainIsNoNews() {
    assertThat(thresholds.reached(100, 100, false)).hasValue(100);
    assertThat(thresholds.reached(101, Tally.UNLIMITED, false)).isEmpty();
    assertThat(thresholds.reached(101, 100, true)).isEmpty();
  }

  @Test
  void aLimitThatWasLoweredIsReachedAtOnce() {
    assertThat(thresholds.reached(50, 100, false)).isEmpty();
    assertThat(thresholds.reached(50, 60, false)).hasValue(80);
  }

  @Test
  void anotherDayIsToldOfAnew() {
    assertThat(thresholds.reached(75, 100, false)).hasValue(70);
    thresholds.reset();
    assertThat(thresholds.reached(3, 100, false)).isEmpty();
    assertThat(thresholds.reached(75, 100, false)).hasValue(70);
  }
}
