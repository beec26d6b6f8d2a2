package io.geminiquota.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.classify.QuotaDay;
import io.geminiquota.engine.route.GeminiCall;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The end of a day's quota: what the server says of it, and when it is believed. */
class DayQuotaTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final GeminiCall CALL = VirtualSite.call("project", "gemini-x", "key-1");

  private final VirtualSite site = new VirtualSite("", 1);

  @Test
  void aDoubtfulEndIsProbedOnceWhenTheHintHasPassed() {
    site.answers(call -> VirtualErrors.dayUsedUp(250, "17s"));
    site.calls.one(CALL);
    site.time.advance(Duration.ofSeconds(16));
    assertThat(site.requests).hasSize(1);
    site.answers(call -> null);
    site.time.advance(Duration.ofSeconds(4));

    assertThat(site.requests).hasSize(2);
    assertThat(site.calls.succeededAt).hasSize(1);
  }

  @Test
  void whileItIsDoubtedEverybodyWaitsForTheProbe() {
    site.answers(call -> VirtualErrors.dayUsedUp(250, "17s"));
    site.calls.one(CALL);
    site.time.advance(Duration.ofSeconds(1));
    site.calls.fromThreads(30, 30);
    site.answers(call -> null);
    site.time.advance(MINUTE);

    assertThat(site.requests).hasSize(32);
    assertThat(site.calls.succeededAt).hasSize(31);
    assertThat(site.requests.get(2))
        .as("after the answer to the probe")
        .isGreaterThan(site.requests.get(1).plusMillis(100));
  }

  @Test
  void aSecondWitnessSettlesItAndEverybodyIsToldUntilWhen() {
    site.answers(call -> VirtualErrors.dayUsedUp(250, "17s"));
    site.calls.one(CALL);
    site.time.advance(Duration.ofSeconds(1));
    site.calls.fromThreads(30, 30);
    site.time.advance(MINUTE);

    assertThat(site.requests).hasSize(2);
    assertThat(site.calls.failures)
        .hasSize(31)
        .allSatisfy(failure -> assertThat(failure).contains("2026-03-03 00:00 Pacific time"));
  }

  @Test
  void aLedgerNearTheLimitNeedsNoProbe() {
    AtomicInteger used = new AtomicInteger();
    site.answers(call -> used.incrementAndGet() > 20 ? VirtualErrors.dayUsedUp(20, "31s") : null);
    site.callEvery(Duration.ofSeconds(10), Duration.ofMinutes(10), CALL);

    assertThat(site.calls.succeededAt).hasSize(20);
    assertThat(site.requests).hasSize(21);
  }

  @Test
  void aUsedUpDayIsProbedAtGrowingIntervalsAndOverAtMidnight() {
    site.answers(call -> VirtualErrors.dayUsedUp(250, "17s"));
    site.callEvery(MINUTE, Duration.ofHours(22).minus(MINUTE), CALL);
    assertThat(site.requests).hasSizeBetween(10, 17);

    site.answers(call -> null);
    int failures = site.calls.failures.size();
    site.callEvery(MINUTE, Duration.ofHours(1), CALL);
    assertThat(site.calls.failures.size() - failures).isLessThanOrEqualTo(1);
  }

  @Test
  void aLimitThatIsRaisedInMidDayIsNoticed() {
    site.answers(call -> VirtualErrors.dayUsedUp(250, "17s"));
    site.callEvery(MINUTE, Duration.ofHours(3), CALL);
    site.answers(call -> null);
    site.callEvery(MINUTE, Duration.ofHours(2).plusMinutes(1), CALL);
    assertThat(site.calls.succeededAt).isNotEmpty();
  }

  @Test
  void aHintOfHoursIsTrueAndNeedsNoSecondWitness() {
    site.answers(call -> VirtualErrors.dayUsedUp(100, "18332s"));
    site.calls.one(CALL);
    site.time.advance(MINUTE);
    assertThat(site.requests).hasSize(1);
    assertThat(site.calls.failures).hasSize(1);

    site.answers(call -> null);
    site.time.advance(Duration.ofSeconds(18332));
    site.calls.one(CALL);
    site.time.advance(MINUTE);
    assertThat(site.calls.succeededAt).hasSize(1);
  }

  @Test
  void aCallThatMayWaitForTheResetWaitsForIt() {
    VirtualSite patient = new VirtualSite("max-wait=2d", 1);
    patient.answers(call -> VirtualErrors.dayUsedUp(100, "18332s"));
    patient.calls.one(CALL);
    patient.time.advance(MINUTE);
    patient.answers(call -> null);
    patient.time.advance(Duration.ofHours(6));

    assertThat(patient.calls.failures).isEmpty();
    assertThat(patient.calls.succeededAt).hasSize(1);
    assertThat(patient.requests).hasSize(2);
  }

  @Test
  void whoWaitsForTheResetIsAProbeMeanwhile() {
    VirtualSite patient = new VirtualSite("max-wait=2d", 1);
    patient.answers(call -> VirtualErrors.dayUsedUp(100, "18332s"));
    patient.calls.one(CALL);
    patient.time.advance(Duration.ofMinutes(40));
    assertThat(patient.requests).as("probes, ever less often").hasSize(2);
    patient.answers(call -> null);
    patient.time.advance(Duration.ofMinutes(20));

    assertThat(patient.calls.succeededAt).hasSize(1);
  }

  @Test
  void aProbeCostsItsCallNoRetry() {
    VirtualSite patient = new VirtualSite("max-wait=2d,retries=1", 1);
    patient.answers(call -> VirtualErrors.dayUsedUp(100, "73332s"));
    patient.calls.fromThreads(3, 3);
    patient.time.advance(Duration.ofHours(20));
    assertThat(patient.requests).as("the first ones, then probes").hasSizeBetween(12, 16);
    patient.answers(call -> null);
    patient.time.advance(Duration.ofHours(1));

    assertThat(patient.calls.failures).isEmpty();
    assertThat(patient.calls.succeededAt).hasSize(3);
  }

  @Test
  void anotherModelHasADayOfItsOwn() {
    site.answers(
        call -> call.route().model().equals("gemini-x") ? VirtualErrors.dayUsedUp(20, "7s") : null);
    site.callEvery(MINUTE, Duration.ofMinutes(5), CALL);
    site.callEvery(MINUTE, Duration.ofMinutes(5), VirtualSite.call("project", "other", "key-1"));
    assertThat(site.calls.succeededAt).hasSize(5);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-02T10:00:00Z, 2026-03-03T08:00:00Z",
    "2026-03-08T07:59:59Z, 2026-03-08T08:00:00Z",
    "2026-03-08T08:00:00Z, 2026-03-09T07:00:00Z",
    "2026-11-01T07:00:00Z, 2026-11-02T08:00:00Z"
  })
  void theQuotaDayFollowsThePacificClock(Instant moment, Instant end) {
    assertThat(QuotaDay.endAfter(moment)).isEqualTo(end);
  }
}
