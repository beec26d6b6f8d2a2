package io.geminiquota.engine.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GuardTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final long MILLI = Duration.ofMillis(1).toNanos();
  private static final long START = -MINUTE.toNanos();

  private final Guard guard = new Guard(MINUTE, START);

  @Test
  void startsWithAThousandthOfTheWindowOrWhatABusyMachineNeeds() {
    assertThat(guard.width()).isEqualTo(60 * MILLI);
    assertThat(guard.window()).isEqualTo(60_060 * MILLI);
    assertThat(new Guard(Duration.ofSeconds(1), START).width()).isEqualTo(25 * MILLI);
  }

  @Test
  void isWidenedStepByStepUpToAHundredthOfTheWindow() {
    long now = START;
    long[] widths = new long[6];
    for (int i = 0; i < widths.length; i++) {
      guard.widen(++now, now);
      widths[i] = guard.width() / MILLI;
    }
    assertThat(widths).containsExactly(120, 180, 270, 405, 600, 600);
  }

  @Test
  void manyRejectionsOfOneMomentAreOneReason() {
    guard.widen(START + 5, START + 10);
    guard.widen(START + 6, START + 11);
    guard.widen(START + 9, START + 12);
    assertThat(guard.width()).isEqualTo(120 * MILLI);
  }

  @Test
  void isNarrowAgainAfterACalmHour() {
    long now = START;
    for (int i = 0; i < 6; i++) {
      guard.widen(++now, now);
    }
    guard.narrow(now + MINUTE.toNanos() / 2);
    assertThat(guard.width()).as("half a minute is no calm").isEqualTo(600 * MILLI);
    for (int minute = 1; minute <= 60; minute++) {
      guard.narrow(now + minute * MINUTE.toNanos());
    }
    assertThat(guard.width() / MILLI).isBetween(90L, 100L);
    guard.narrow(now + 80 * MINUTE.toNanos());
    assertThat(guard.width()).isEqualTo(60 * MILLI);
  }

  @Test
  void jitterExplainsARejectionSoonAfterAsManyUsesCeasedToCountAsWereMissing() {
    RollingWindow uses = new RollingWindow(guard.window());
    long hour = START + 60 * MINUTE.toNanos();
    for (int i = 0; i < 10; i++) {
      uses.left(uses.take(hour, Cost.ONE_REQUEST), hour + i * 1000L * MILLI);
    }
    long now = hour + guard.window() + 5_000 * MILLI;
    assertThat(uses.used(Dimension.REQUESTS, now)).as("six are over").isEqualTo(4);
    assertThat(explains(1, now, uses)).isTrue();
    assertThat(explains(2, now, uses)).as("the one before was a second earlier").isTrue();
    assertThat(explains(3, now, uses)).isFalse();
    assertThat(explains(7, now, uses)).as("so many are not known").isFalse();
    assertThat(explains(1, now + 3_000 * MILLI, uses)).isFalse();
  }

  private boolean explains(long missing, long sentAt, RollingWindow uses) {
    return guard.explains(Dimension.REQUESTS, missing, sentAt, uses);
  }

  @Test
  void jitterExplainsMissingTokensByThoseOfTheLastUses() {
    RollingWindow uses = new RollingWindow(guard.window());
    long hour = START + 60 * MINUTE.toNanos();
    for (int i = 0; i < 4; i++) {
      uses.left(uses.take(hour, new Cost(1, 100, 0)), hour + i * 1000L * MILLI);
    }
    long now = hour + guard.window() + 3_000 * MILLI;
    assertThat(uses.used(Dimension.TOKENS, now)).isZero();
    assertThat(guard.explains(Dimension.TOKENS, 200, now, uses)).isTrue();
    assertThat(guard.explains(Dimension.TOKENS, 201, now, uses)).isFalse();
    assertThat(guard.explains(Dimension.IMAGES, 1, now, uses)).isFalse();
  }

  @Test
  void aUseThatWasSlowToDepartIsLateByHalfOfItUpToAHundredthOfTheWindow() {
    guard.answered(START);
    assertThat(guard.lateness(0)).isZero();
    assertThat(guard.lateness(120 * MILLI)).as("the guard covers it").isZero();
    assertThat(guard.lateness(200 * MILLI)).isEqualTo(40 * MILLI);
    assertThat(guard.lateness(10_000 * MILLI)).isEqualTo(540 * MILLI);
    guard.widen(START + 1, START + 1);
    assertThat(guard.lateness(200 * MILLI)).isZero();
  }

  @Test
  void beforeTheFirstAnswerAnyUseMayBeLateAndForOthersAWhileLonger() {
    long now = START + 5_000 * MILLI;
    assertThat(guard.lateness(0)).isEqualTo(540 * MILLI);
    guard.answered(now);
    assertThat(guard.lateness(0)).isZero();
    assertThat(guard.latenessForOthers(0, now + 150 * MILLI - 1)).isEqualTo(540 * MILLI);
    guard.answered(now + 149 * MILLI);
    assertThat(guard.latenessForOthers(0, now + 150 * MILLI)).isZero();
    assertThat(guard.latenessForOthers(200 * MILLI, now + 150 * MILLI)).isEqualTo(40 * MILLI);
  }

  /** What a machine takes that is busy with starting does not shrink with the window. */
  @Test
  void forOthersAUseMayBeLateByMoreThanAHundredthOfAShortWindow() {
    assertThat(longestForOthers(Duration.ofMinutes(1))).isEqualTo(600 * MILLI);
    assertThat(longestForOthers(Duration.ofSeconds(6))).isEqualTo(150 * MILLI);
    assertThat(longestForOthers(Duration.ofSeconds(1))).isEqualTo(50 * MILLI);
    assertThat(longestForOthers(Duration.ofMillis(300))).isEqualTo(25 * MILLI);
  }

  private static long longestForOthers(Duration window) {
    Guard cold = new Guard(window, START);
    return cold.width() + cold.latenessForOthers(0, START);
  }
}
