package io.geminiquota.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.route.GeminiCall;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known to fail is not sent, but for one probe at growing intervals. */
class CircuitTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private static final GeminiCall CALL = VirtualSite.call("project", "gemini-x", "key-1");
  private static final GeminiCall OTHER_MODEL = VirtualSite.call("project", "gemini-y", "key-1");
  private static final GeminiCall OTHER_KEY = VirtualSite.call("project", "gemini-x", "key-2");
  private static final GeminiCall OTHER_PROJECT =
      VirtualSite.call("project-2", "gemini-x", "key-2");

  private final VirtualSite site = new VirtualSite("", 1);

  @Test
  void aBadKeyIsProbedAtGrowingIntervalsAndEveryCallIsToldWhy() {
    site.answers(call -> VirtualErrors.BAD_KEY);
    site.callEvery(SECOND, Duration.ofHours(1), CALL);

    assertThat(site.requests).hasSizeBetween(15, 22);
    for (int i = 1; i < site.requests.size(); i++) {
      Duration pause = site.requests.get(i).minus(site.requests.get(i - 1));
      // A call every second meets the end of a pause a little later.
      long expected = Math.min(1L << i, LONGEST_PAUSE.toSeconds());
      assertThat(pause)
          .isBetween(Duration.ofSeconds(expected - 1), Duration.ofSeconds(expected + 2));
    }
    assertThat(site.calls.failures)
        .hasSize(3600)
        .allSatisfy(failure -> assertThat(failure).contains("API key").contains("project"));
    assertThat(site.calls.failures.get(1)).contains("Not sent", "try again in");
  }

  @Test
  void aProbeThatSucceedsLetsEverybodyThrough() {
    site.answers(call -> VirtualErrors.BAD_KEY);
    site.callEvery(SECOND, Duration.ofHours(1), CALL);
    site.answers(call -> null);
    site.callEvery(SECOND, LONGEST_PAUSE.plusSeconds(2), CALL);
    int failures = site.calls.failures.size();
    site.callEvery(SECOND, MINUTE, CALL);

    assertThat(site.calls.failures).hasSize(failures);
    assertThat(site.calls.succeededAt).hasSizeGreaterThanOrEqualTo(60);
  }

  @Test
  void aBadKeyIsNoOtherKeysAffair() {
    site.answers(call -> call.credential().equals("key-1") ? VirtualErrors.BAD_KEY : null);
    site.callEvery(SECOND, MINUTE, CALL);
    site.callEvery(SECOND, MINUTE, OTHER_KEY);
    assertThat(site.calls.succeededAt).hasSize(60);
  }

  @Test
  void aZeroQuotaIsNoOtherModelsAffair() {
    site.answers(
        call -> call.route().model().equals("gemini-x") ? VirtualErrors.zeroQuota() : null);
    site.callEvery(SECOND, MINUTE, CALL);
    assertThat(site.requests).hasSizeLessThanOrEqualTo(6);
    site.callEvery(SECOND, MINUTE, OTHER_MODEL);
    assertThat(site.calls.succeededAt).hasSize(60);
  }

  @Test
  void billingConcernsAllModelsOfTheProjectAndNoOtherProject() {
    site.answers(
        call -> call.route().project().equals("project") ? VirtualErrors.BILLING_DISABLED : null);
    site.callEvery(SECOND, MINUTE, CALL);
    int requests = site.requests.size();
    assertThat(requests).isLessThanOrEqualTo(6);
    site.calls.one(OTHER_MODEL);
    assertThat(site.requests).hasSize(requests);
    site.callEvery(SECOND, MINUTE, OTHER_PROJECT);
    assertThat(site.calls.succeededAt).hasSize(60);
  }

  @Test
  void whoWaitsForQuotaIsToldAtOnce() {
    VirtualSite slow = new VirtualSite("rpm=1", 1);
    slow.answers(call -> VirtualErrors.BAD_KEY);
    slow.calls.fromThreads(50, 50);
    slow.time.advance(SECOND);

    assertThat(slow.requests).hasSize(1);
    assertThat(slow.calls.failures).hasSize(50);
  }

  @Test
  void aProbeThatTellsNothingLeavesTheNextToTry() {
    site.answers(call -> VirtualErrors.BAD_KEY);
    site.calls.one(CALL);
    site.time.advance(Duration.ofSeconds(3));
    site.answers(call -> VirtualErrors.OVERLOADED);
    site.calls.one(CALL);
    site.time.advance(SECOND);
    site.answers(call -> null);
    site.callEvery(MINUTE, MINUTE.multipliedBy(10), CALL);
    assertThat(site.calls.failures).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void whatIsWrongWithOneRequestStopsNoOther() {
    site.answers(call -> VirtualErrors.NO_SUCH_MODEL);
    site.callEvery(SECOND, MINUTE, CALL);
    assertThat(site.requests).hasSize(60);
  }

  @Test
  void aFailureThatComesLaterOnTheWayProvesTheKeyToBeGood() {
    site.answers(call -> VirtualErrors.BAD_KEY);
    site.calls.one(CALL);
    site.time.advance(Duration.ofSeconds(3));
    site.answers(call -> VirtualErrors.zeroQuota());
    site.calls.one(CALL);
    site.time.advance(SECOND);
    site.answers(call -> null);
    site.calls.one(OTHER_MODEL);
    site.time.advance(SECOND);
    assertThat(site.calls.succeededAt).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void howeverManyCallAtOnceOnlyTheFirstFewAndTheProbesAreSent(int seed) {
    VirtualSite busy = new VirtualSite("", seed);
    busy.answers(call -> VirtualErrors.BILLING_DISABLED);
    busy.calls.fromThreads(20_000, 64);
    busy.time.advance(Duration.ofMinutes(30));

    assertThat(busy.calls.failures).hasSize(20_000);
    assertThat(busy.requests).as("the gentle start allows four").hasSizeLessThanOrEqualTo(4);
  }
}
