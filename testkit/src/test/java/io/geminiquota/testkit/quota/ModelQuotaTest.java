package io.geminiquota.testkit.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.testkit.QuotaLimits;
import io.geminiquota.testkit.RejectedRequests;
import io.geminiquota.testkit.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelQuotaTest {

  private static final Cost ONE = new Cost(1, 100, 0);
  private static final Duration MINUTE = Duration.ofSeconds(60);

  private final VirtualTime time = new VirtualTime();
  private final ModelQuota quota =
      new ModelQuota(
          new Calendar(
              time.timelineFrom(Instant.parse("2026-11-21T07:00:00Z")),
              Windows.ROLLING,
              MINUTE,
              Optional.empty()),
          RejectedRequests.NOT_COUNTED);

  private Decision ask(QuotaLimits limits, Cost cost) {
    return quota.decide(cost, limits, time.now(), time.now());
  }

  private Decision.Rejected rejected(QuotaLimits limits, Cost cost) {
    Decision decision = ask(limits, cost);
    assertThat(decision).isInstanceOf(Decision.Rejected.class);
    return (Decision.Rejected) decision;
  }

  private void admitted(QuotaLimits limits, Cost cost) {
    assertThat(ask(limits, cost)).isInstanceOf(Decision.Admitted.class);
    quota.ended(time.now());
  }

  @Test
  void admitsAgainExactlyAMinuteAfterTheOldestRequest() {
    QuotaLimits limits = QuotaLimits.none().withRpm(2);
    admitted(limits, ONE);
    time.advance(Duration.ofSeconds(20));
    admitted(limits, ONE);
    time.advance(Duration.ofSeconds(20));

    assertThat(rejected(limits, ONE).retryAfter()).isEqualTo(Duration.ofSeconds(20));
    time.advance(Duration.ofSeconds(20).minusNanos(1));
    assertThat(rejected(limits, ONE).retryAfter()).isEqualTo(Duration.ofNanos(1));
    time.advance(1);
    admitted(limits, ONE);
  }

  @Test
  void namesEveryViolatedQuotaAndTellsTheLongestTime() {
    QuotaLimits limits = QuotaLimits.none().withRpm(1).withTpm(100).withRpd(1).withIpm(5);
    admitted(limits, ONE);
    time.advance(Duration.ofSeconds(10));

    Decision.Rejected rejected = rejected(limits, ONE);

    assertThat(rejected.violations())
        .containsExactly(
            new Violation(Dimension.REQUESTS_PER_MINUTE, 1),
            new Violation(Dimension.INPUT_TOKENS_PER_MINUTE, 100),
            new Violation(Dimension.REQUESTS_PER_DAY, 1));
    // 07:00:10 UTC is 23:00:10 the evening before in Los Angeles.
    assertThat(rejected.retryAfter()).isEqualTo(Duration.ofMinutes(60).minusSeconds(10));
  }

  @Test
  void tellsWhenEnoughTokensWillHaveLeftForARequestOfThisSize() {
    QuotaLimits limits = QuotaLimits.none().withTpm(300);
    for (int i = 0; i < 3; i++) {
      admitted(limits, ONE);
      time.advance(Duration.ofSeconds(10));
    }

    assertThat(rejected(limits, new Cost(1, 50, 0)).retryAfter()).isEqualTo(Duration.ofSeconds(30));
    assertThat(rejected(limits, new Cost(1, 150, 0)).retryAfter())
        .isEqualTo(Duration.ofSeconds(40));
    assertThat(rejected(limits, new Cost(1, 300, 0)).retryAfter())
        .isEqualTo(Duration.ofSeconds(50));
  }

  @Test
  void neverAdmitsUnderALimitOfZeroAndHintsAtTheEndOfTheMinute() {
    time.advance(Duration.ofSeconds(25));

    Decision.Rejected rejected = rejected(QuotaLimits.none().withRpm(0), ONE);

    assertThat(rejected.zeroQuota()).isTrue();
    assertThat(rejected.retryAfter()).isEqualTo(Duration.ofSeconds(35));
  }

  @Test
  void doesNotTakeARequestThatIsTooLargeForAZeroQuota() {
    Decision.Rejected rejected = rejected(QuotaLimits.none().withTpm(99), ONE);

    assertThat(rejected.zeroQuota()).isFalse();
    assertThat(rejected.violations())
        .containsExactly(new Violation(Dimension.INPUT_TOKENS_PER_MINUTE, 99));
  }

  @Test
  void letsRequestsWithoutImagesPassAnImageQuota() {
    QuotaLimits limits = QuotaLimits.none().withIpm(0);

    admitted(limits, ONE);
    assertThat(rejected(limits, new Cost(1, 1, 1)).violations())
        .containsExactly(new Violation(Dimension.IMAGES_PER_MINUTE, 0));
  }

  @Test
  void remembersWhatWasUsedWhenLimitsChange() {
    for (int i = 0; i < 5; i++) {
      admitted(QuotaLimits.none(), ONE);
    }

    rejected(QuotaLimits.none().withRpm(5), ONE);
    admitted(QuotaLimits.none().withRpm(6), ONE);
  }

  @Test
  void limitsRequestsAtTheSameTimeAndKnowsWhenOneWillEnd() {
    QuotaLimits limits = QuotaLimits.none().withConcurrency(2);
    long first = Duration.ofSeconds(5).toNanos();
    long second = Duration.ofSeconds(3).toNanos();
    quota.decide(ONE, limits, 0, first);
    quota.decide(ONE, limits, 0, second);
    time.advance(Duration.ofSeconds(1));

    Decision.Rejected rejected = rejected(limits, ONE);
    assertThat(rejected.violations())
        .containsExactly(new Violation(Dimension.CONCURRENT_REQUESTS, 2));
    assertThat(rejected.retryAfter()).isEqualTo(Duration.ofSeconds(2));

    quota.ended(first);
    admitted(limits, ONE);
  }

  @Test
  void endsTheDayAtMidnightInLosAngelesAlsoWhenTheClocksChange() {
    // 8 March 2026 has 23 hours there, 1 November has 25.
    assertThat(dayFrom("2026-03-08T08:00:00Z")).isEqualTo(Duration.ofHours(23));
    assertThat(dayFrom("2026-11-01T07:00:00Z")).isEqualTo(Duration.ofHours(25));
    assertThat(dayFrom("2026-11-21T07:59:59Z")).isEqualTo(Duration.ofSeconds(1));
  }

  private static Duration dayFrom(String start) {
    Timeline timeline = new VirtualTime().timelineFrom(Instant.parse(start));
    Calendar calendar = new Calendar(timeline, Windows.ROLLING, MINUTE, Optional.empty());
    return Duration.ofNanos(calendar.endOfDay(0));
  }
}
