package io.geminiquota.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.limit.UseRange;
import io.geminiquota.engine.limit.WindowUse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What speaks for keys to be one project's, and what against it. */
class SuspicionTest {

  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private static final int LIMIT = 60;

  private final Suspicion suspicion = new Suspicion(Set.of("a", "b"), WindowUse::granted, MINUTE);
  private final Random random = new Random(1);
  private long now;

  @Test
  void theLimitInOtherPartsSixTimesIsEnough() {
    assertThat(piecesUntilStrong()).isEqualTo(6);
    assertThat(suspicion.told(LIMIT, now, Instant.EPOCH).text())
        .contains(
            "of a and of b seem", "7 rejections in 6 minutes", "limit of 60 ", "gains nothing");
  }

  @Test
  void theSamePartsAreWorthNothing() {
    turnedAway(25, 35);
    for (int window = 0; window < 1_000; window++) {
      turnedAway(40, 20);
    }
    assertThat(suspicion.isStrong()).isFalse();
  }

  @Test
  void partsThatMayBeTheSameAreWorthNothing() {
    for (int window = 0; window < 1_000; window++) {
      int a = 30 + window % 3;
      turnedAway(range(a - 1, a + 1), range(LIMIT - a - 1, LIMIT - a + 1), MINUTE);
    }
    assertThat(suspicion.isStrong()).isFalse();
  }

  @Test
  void oneWindowIsOnePiece() {
    for (int rejection = 0; rejection < 100; rejection++) {
      int a = 20 + rejection % 20;
      turnedAway(range(a, a), range(LIMIT - a, LIMIT - a), MINUTE / 50);
    }
    assertThat(suspicion.isStrong()).isFalse();
  }

  @Test
  void aKeyThatUsesTheLimitAloneExplainsIt() {
    for (int window = 0; window < 1_000; window++) {
      int b = window % 2 * 10;
      turnedAway(range(LIMIT - 10, LIMIT), range(b, b), MINUTE);
    }
    assertThat(suspicion.isStrong()).isFalse();
  }

  @Test
  void lessThanTheLimitSpeaksAgainstItAndTakesTwiceAsMuch() {
    piecesButOne();
    turnedAway(30, 29);
    assertThat(piecesUntilStrong()).isEqualTo(12);
  }

  @Test
  void moreThanTheLimitSpeaksAgainstItAndTakesTwiceAsMuch() {
    piecesButOne();
    turnedAway(30, 31);
    assertThat(piecesUntilStrong()).isEqualTo(12);
  }

  @Test
  void whatSpeaksAgainstItTakesNoMoreWhereNothingSpokeForIt() {
    for (int window = 0; window < 100; window++) {
      turnedAway(20, 20);
    }
    assertThat(piecesUntilStrong()).isEqualTo(6);
  }

  @Test
  void whatIsTurnedAwayFillsTheLimitOfAServerThatCountsIt() {
    Suspicion counting = new Suspicion(Set.of("a", "b"), WindowUse::withRejected, MINUTE);
    for (int window = 0; window < 7; window++) {
      now += MINUTE;
      int a = 10 + 5 * window;
      WindowUse ofA = new WindowUse(range(a, a), range(1, 1));
      WindowUse ofB = new WindowUse(range(58 - a, 58 - a), range(1, 1));
      counting.turnedAway(LIMIT, Map.of("a", ofA, "b", ofB), now);
      suspicion.turnedAway(LIMIT, Map.of("a", ofA, "b", ofB), now);
    }
    assertThat(counting.isStrong()).isTrue();
    assertThat(suspicion.isStrong()).isFalse();
  }

  private void piecesButOne() {
    for (int window = 0; window < 6; window++) {
      turnedAway(20 + 2 * window, 40 - 2 * window);
    }
    assertThat(suspicion.isStrong()).isFalse();
  }

  /** With parts that are others each time. */
  private int piecesUntilStrong() {
    int a = 30;
    int pieces = -1;
    while (!suspicion.isStrong()) {
      assertThat(pieces).isLessThan(100);
      a = 10 + (a + 1 + random.nextInt(30)) % 40;
      turnedAway(a, LIMIT - a);
      pieces++;
    }
    return pieces;
  }

  private void turnedAway(int a, int b) {
    turnedAway(range(a, a), range(b, b), MINUTE);
  }

  private void turnedAway(UseRange a, UseRange b, long later) {
    now += later;
    suspicion.turnedAway(LIMIT, Map.of("a", use(a), "b", use(b)), now);
  }

  private static WindowUse use(UseRange granted) {
    return new WindowUse(granted, UseRange.NOTHING);
  }

  private static UseRange range(int least, int most) {
    return new UseRange(least, most);
  }
}
