package io.geminiquota.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A server that fails for everybody: what its calls' retries add to its load. */
class OutageTest {

  @Test
  void manyCallsAddNoMoreThanOneRetryEach() {
    VirtualSite site = new VirtualSite("", 1);
    site.callEvery(Duration.ofMillis(10), Duration.ofMinutes(1), VirtualCalls.CALL);
    int before = site.requests.size();
    assertThat(site.calls.failures).isEmpty();

    site.answers(call -> VirtualErrors.INTERNAL);
    site.callEvery(Duration.ofMillis(10), Duration.ofMinutes(2), VirtualCalls.CALL);
    site.time.runAll();
    int calls = 12_000;
    int saved = calls / 4;
    int free = 60 * 15;
    assertThat(site.requests.size() - before).isBetween(calls, 2 * calls + saved + free);
    assertThat(site.calls.failures).hasSizeBetween(calls, calls + 50);
    assertThat(site.calls.failures.stream().filter(failure -> failure.contains("more retries")))
        .hasSizeGreaterThan(calls / 2);
  }

  @Test
  void aFewCallsMayRetryAsOftenAsTheyLike() {
    VirtualSite site = new VirtualSite("", 1);
    site.answers(call -> VirtualErrors.INTERNAL);
    site.calls.one();
    site.calls.one();
    site.time.runAll();
    assertThat(site.requests).hasSize(22);
  }

  @Test
  void whoIsHeldByTheBudgetSucceedsWhenTheServerIsWellAgain() {
    VirtualSite site = new VirtualSite("", 1);
    site.answers(call -> VirtualErrors.INTERNAL);
    site.calls.fromThreads(64, 64);
    site.time.advance(Duration.ofMinutes(2));
    site.answers(call -> null);
    site.time.runAll();
    assertThat(site.requests.size()).isLessThan(64 * 6);
    assertThat(site.calls.failures).isEmpty();
    assertThat(site.calls.succeededAt).hasSize(64);
  }
}
