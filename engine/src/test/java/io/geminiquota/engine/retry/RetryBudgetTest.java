package io.geminiquota.engine.retry;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.classify.Kind;
import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.classify.Window;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryBudgetTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long START = -5 * SECOND;
  private static final int FREE = 60;

  private final RetryBudget budget = new RetryBudget(START);

  @Test
  void someAreFreeAndThenOneEverySecond() {
    long deadline = START + 600 * SECOND;
    for (int i = 0; i < FREE; i++) {
      assertThat(budget.pay(START, deadline)).hasValue(START);
    }
    for (int i = 1; i <= 120; i++) {
      assertThat(seconds(budget.pay(START, deadline).orElseThrow())).isEqualTo(i);
    }
    assertThat(budget.pay(START, deadline)).as("no promise for longer than two minutes").isEmpty();
  }

  @Test
  void whoCannotWaitSoLongPaysNothing() {
    for (int i = 0; i < FREE; i++) {
      budget.pay(START, START);
    }
    for (int i = 0; i < 100; i++) {
      assertThat(budget.pay(START, START + SECOND / 2)).isEmpty();
    }
    assertThat(seconds(budget.pay(START, START + 2 * SECOND).orElseThrow())).isEqualTo(1);
  }

  @Test
  void eachCallPaysForOneRetry() {
    for (int i = 0; i < 100; i++) {
      budget.earn(START);
    }
    for (int i = 0; i < FREE + 100; i++) {
      assertThat(budget.pay(START, START)).isPresent();
    }
    assertThat(budget.pay(START, START)).isEmpty();
  }

  @Test
  void whatIsNotUsedIsForgotten() {
    for (int i = 0; i < 1_000_000; i++) {
      budget.earn(START);
    }
    long later = START + 10 * 60 * SECOND;
    int paid = 0;
    while (budget.pay(later, later).isPresent()) {
      paid++;
    }
    assertThat(paid).isEqualTo(FREE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void retriesAreNeverMoreThanCallsAndTheFreeOnes(int seed) {
    Random random = new Random(seed);
    long now = START;
    int calls = 0;
    int retries = 0;
    for (int i = 0; i < 20_000; i++) {
      now += random.nextLong(SECOND / 10);
      if (random.nextInt(10) == 0) {
        calls++;
        budget.earn(now);
      } else if (budget.pay(now, now).isPresent()) {
        retries++;
      }
      double free = FREE + FREE * seconds(now) / 60.0;
      assertThat(retries).isLessThanOrEqualTo((int) Math.ceil(calls + free));
    }
    assertThat(retries).as("and as many as that are possible").isGreaterThan(calls);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void chargesWhatNobodyKnowsTheEndOf(Kind kind) {
    boolean gamble =
        switch (kind) {
          case CAPACITY, SERVER_TRANSIENT, TIMEOUT, RATE_UNSPECIFIED, CONCURRENCY -> true;
          default -> false;
        };
    assertThat(RetryBudget.charges(verdict(kind, null))).isEqualTo(gamble);
  }

  @Test
  void whoWaitsForTheServersHintPaysNothing() {
    Duration hint = Duration.ofSeconds(7);
    assertThat(RetryBudget.charges(verdict(Kind.RATE_UNSPECIFIED, hint))).isFalse();
    assertThat(RetryBudget.charges(verdict(Kind.CAPACITY, hint))).isTrue();
  }

  private static Verdict verdict(Kind kind, Duration hint) {
    return new Verdict(
        kind, 429, null, null, null, null, null, Window.UNKNOWN, hint, kind.retryable(), List.of());
  }

  private static double seconds(long time) {
    return Math.round((time - START) / 1e6) / 1e3;
  }
}
