package io.geminiquota.benchmarks.goodput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.geminiquota.benchmarks.goodput.app.Unit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OracleTest {

  private static final Duration MINUTE = Duration.ofSeconds(60);
  private static final Quota TWO_REQUESTS = Quota.rolling(Unit.REQUESTS, 2, MINUTE);

  @Test
  void aBurstGoesInFullRollingWindows() {
    assertThat(seconds(TWO_REQUESTS, dueAt(0, 0, 0, 0, 0))).containsExactly(0L, 0L, 60L, 60L, 120L);
  }

  @Test
  void aRollingWindowRemembersEveryUseForAMinute() {
    assertThat(seconds(TWO_REQUESTS, dueAt(0, 30, 31, 32, 33)))
        .containsExactly(0L, 30L, 60L, 90L, 120L);
  }

  @Test
  void nobodyWaitsWhileThereIsRoom() {
    assertThat(seconds(TWO_REQUESTS, dueAt(0, 10, 70, 200))).containsExactly(0L, 10L, 70L, 200L);
  }

  @Test
  void fixedWindowsStartAnewAtEveryFullMinuteAndTheRunInTheMiddleOfOne() {
    assertThat(seconds(TWO_REQUESTS.withFixedWindows(), dueAt(0, 0, 0, 0, 0, 40)))
        .containsExactly(0L, 0L, 30L, 30L, 90L, 90L);
  }

  @Test
  void usesOfALimitThatIsHalvedStayUses() {
    Quota halved = TWO_REQUESTS.changing(Duration.ofSeconds(90), 1);

    assertThat(seconds(halved, dueAt(0, 0, 0, 0, 0, 0)))
        .containsExactly(0L, 0L, 60L, 60L, 120L, 180L);
  }

  @Test
  void aRaisedLimitIsUsedAtOnce() {
    Quota raised = TWO_REQUESTS.changing(Duration.ofSeconds(20), 3);

    assertThat(seconds(raised, dueAt(0, 0, 0, 0))).containsExactly(0L, 0L, 20L, 60L);
  }

  @Test
  void tokensWaitUntilAsManyHaveExpiredAndNobodyOvertakes() {
    Quota tokens = Quota.rolling(Unit.INPUT_TOKENS, 100, MINUTE);
    List<Call> calls =
        List.of(
            new Call(0, 0, 60),
            new Call(0, seconds(10), 40),
            new Call(0, seconds(20), 70),
            new Call(0, seconds(20), 1));

    assertThat(seconds(tokens, calls)).containsExactly(0L, 10L, 70L, 70L);
  }

  @Test
  void whatIsLargerThanTheQuotaHasNoAnswer() {
    Quota tokens = Quota.rolling(Unit.INPUT_TOKENS, 100, MINUTE);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Oracle.admissions(tokens, List.of(new Call(0, 0, 101))));
  }

  @Test
  void noRollingWindowEverHoldsMoreThanTheLimitAndNoneIsLeftWithRoomForTheNext() {
    Quota quota = Quota.rolling(Unit.REQUESTS, 7, MINUTE);
    List<Call> calls = Load.poisson(200, 10, MINUTE).draw(new Random(42));

    List<Long> admissions = Oracle.admissions(quota, calls);

    for (int i = 0; i < calls.size(); i++) {
      long due = calls.get(i).dueNanos();
      long admitted = admissions.get(i);
      long seventhBefore = i < 7 ? Long.MIN_VALUE : admissions.get(i - 7) + MINUTE.toNanos();
      assertThat(admitted).isEqualTo(Math.max(due, seventhBefore));
    }
  }

  private static List<Long> seconds(Quota quota, List<Call> calls) {
    return Oracle.admissions(quota, calls).stream()
        .map(nanos -> Duration.ofNanos(nanos).toSeconds())
        .toList();
  }

  private static List<Call> dueAt(long... seconds) {
    List<Call> calls = new ArrayList<>();
    for (long due : seconds) {
      calls.add(new Call(0, seconds(due), calls.size() + 1));
    }
    return calls;
  }

  private static long seconds(long seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }
}
