package io.geminiquota.engine.retry;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.classify.Kind;
import io.geminiquota.engine.classify.Retryable;
import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.classify.Window;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetryRuleTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final RetryRule rule = new RetryRule(new Backoff(new Random(7)));

  @ParameterizedTest
  @EnumSource(Kind.class)
  void doesNotRetryWhatWaitingCannotCure(Kind kind) {
    assertThat(rule.delay(verdict(kind, null), 1, 10).isPresent())
        .isEqualTo(kind.retryable() != Retryable.NEVER);
  }

  @Test
  void leavesItToTheGateToKnowWhenADayEnds() {
    Verdict verdict = verdict(Kind.QUOTA_REQUESTS_PER_DAY, Duration.ofHours(7));
    assertThat(rule.delay(verdict, 1, 10)).hasValue(0);
  }

  @Test
  void stopsAfterTheAllowedRetries() {
    Verdict verdict = verdict(Kind.CAPACITY, null);
    assertThat(rule.delay(verdict, 2, 2)).isPresent();
    assertThat(rule.delay(verdict, 3, 2)).isEmpty();
    assertThat(rule.delay(verdict, 1, 0)).isEmpty();
  }

  @Test
  void obeysTheServersHintToTheLetterForARate() {
    Verdict verdict = verdict(Kind.RATE_REQUESTS_PER_MINUTE, Duration.ofMillis(34_567));
    assertThat(rule.delay(verdict, 1, 10)).hasValue(Duration.ofMillis(34_567).toNanos());
  }

  @Test
  void waitsAtLeastTheHintWhereTheServerIsInTrouble() {
    Verdict verdict = verdict(Kind.CAPACITY, Duration.ofSeconds(5));
    for (int failures = 1; failures <= 10; failures++) {
      assertThat(rule.delay(verdict, failures, 10).orElseThrow())
          .isGreaterThanOrEqualTo(5 * SECOND);
    }
  }

  @Test
  void aHintOfForEverDoesNotOverflow() {
    Verdict verdict = verdict(Kind.CAPACITY, Duration.ofSeconds(Long.MAX_VALUE));
    assertThat(rule.delay(verdict, 1, 10).orElseThrow()).isPositive();
  }

  @Test
  void backsOffOverTheWholeRangeUpToTheCap() {
    Backoff backoff = new Backoff(new Random(1));
    for (int failures = 1; failures <= 40; failures++) {
      long ceiling = SECOND * Math.min(60, 1L << Math.min(failures - 1, 6));
      long least = Long.MAX_VALUE;
      long most = 0;
      double sum = 0;
      for (int i = 0; i < 2_000; i++) {
        long delay = backoff.delay(failures);
        least = Math.min(least, delay);
        most = Math.max(most, delay);
        sum += delay;
      }
      assertThat(least).isBetween(0L, ceiling / 20);
      assertThat(most).isBetween(ceiling - ceiling / 20, ceiling);
      assertThat(sum / 2_000).as("full jitter: evenly").isBetween(0.47 * ceiling, 0.53 * ceiling);
    }
  }

  private static Verdict verdict(Kind kind, Duration retryAfter) {
    return new Verdict(
        kind,
        429,
        null,
        null,
        null,
        null,
        null,
        Window.UNKNOWN,
        retryAfter,
        kind.retryable(),
        List.of());
  }
}
