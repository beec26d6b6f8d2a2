package io.geminiquota.engine.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loads of so many uses in a step of five minutes, and the rate that is made of them. */
class RecentRateTest {

  private static final long STEP = UseHistory.STEP;
  private static final long ORIGIN = -7_000_000_000_000L;

  private final UseHistory history = new UseHistory(ORIGIN);
  private long now = ORIGIN;

  @Test
  void littleIsNotCertain() {
    assertThat(rate().isCertain()).isFalse();
    steps(4, 2);
    assertThat(rate().isCertain()).isFalse();
    steps(4, 2);
    assertThat(rate().isCertain()).isTrue();
  }

  @Test
  void aSteadyLoadIsMeasuredExactly() {
    steps(100, 40);
    assertThat(inAStep()).isCloseTo(40, Percentage.withPercentage(1));
    assertThat(rate().uncertainty()).isLessThan(0.02);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void theMoreWasUsedTheMoreCertainItIs(int seed) {
    Random random = new Random(seed);
    randomSteps(36, 20, random);
    double early = rate().uncertainty();
    randomSteps(200, 20, random);
    assertThat(rate().uncertainty()).isLessThan(early);
    assertThat(Math.abs(inAStep() - 20) / 20).isLessThan(4 * rate().uncertainty());
  }

  @Test
  void whatWasBeforeAChangeIsForgotten() {
    steps(200, 10);
    steps(24, 30);
    assertThat(inAStep()).isCloseTo(30, Percentage.withPercentage(5));
  }

  @Test
  void aLoadThatHasCeasedHasNoRate() {
    steps(100, 20);
    now += 24 * STEP;
    assertThat(inAStep()).isLessThan(1);
  }

  @Test
  void aBurstInEachHourIsAnAverage() {
    for (int hour = 0; hour < 20; hour++) {
      steps(2, 60);
      steps(10, 0);
    }
    assertThat(inAStep()).isCloseTo(10, Percentage.withPercentage(10));
    steps(2, 60);
    assertThat(inAStep()).as("in the middle of a burst").isLessThan(13);
  }

  @Test
  void largeUnitsAreNotTakenForCertainty() {
    // Six requests of 100,000 tokens each are six uses and not 600,000.
    for (int i = 0; i < 6; i++) {
      steps(1, 100_000);
      steps(3, 0);
    }
    assertThat(rate().isCertain()).isFalse();
  }

  @Test
  void whatIsAddedForALongTimeIsSpreadOverIt() {
    now += 20 * STEP;
    history.add(100, ORIGIN + 10 * STEP, now);
    assertThat(history.used(15, now)).isZero();
    for (int back = 1; back <= 10; back++) {
      assertThat(history.used(back, now)).isCloseTo(10, within(1e-6));
    }
  }

  @Test
  void aDayAndEightHoursAreKeptAndNoMore() {
    history.add(5, now, now);
    now += 384 * STEP;
    assertThat(history.used(0, 384, now)).isEqualTo(5);
    assertThat(history.complete(now)).as("a rate is made of a day").isEqualTo(288);
    now += STEP;
    assertThat(history.used(0, 384, now)).isZero();
    history.add(7, now, now);
    assertThat(history.used(0, 384, now)).isEqualTo(7);
    history.add(600, ORIGIN, now + 400 * STEP);
    now += 400 * STEP;
    assertThat(history.used(0, 383, now)).isBetween(270.0, 300.0);
  }

  private RecentRate rate() {
    return RecentRate.of(history, now);
  }

  private double inAStep() {
    return rate().perNano() * STEP;
  }

  private void steps(int number, int each) {
    for (int step = 0; step < number; step++) {
      history.add(each, now, now);
      now += STEP;
    }
  }

  private void randomSteps(int number, int mean, Random random) {
    for (int step = 0; step < number; step++) {
      int uses = 0;
      for (int i = 0; i < mean * 10; i++) {
        uses += random.nextInt(10) == 0 ? 1 : 0;
      }
      steps(1, uses);
    }
  }
}
