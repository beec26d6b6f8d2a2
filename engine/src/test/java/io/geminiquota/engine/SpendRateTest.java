package io.geminiquota.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.VirtualBackend.Failure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A project that may spend so much in any ten minutes, for calls that all cost the same. */
class SpendRateTest {

  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final int CALLS_IN_A_WINDOW = 200;
  private static final int WINDOWS = 6;

  private final Deque<Duration> spent = new ArrayDeque<>();

  @ParameterizedTest
  @CsvSource({"1,", "2,", "3,", "4,31s", "5,45s"})
  void isFollowedWithAndWithoutAHint(int seed, String hint) {
    VirtualSite site = new VirtualSite("max-wait=30m,retries=30", seed);
    Failure failure = VirtualErrors.spendRate(hint);
    site.answers(call -> spend(site.time.elapsed()) ? null : failure);
    site.calls.fromThreads(Integer.MAX_VALUE, 16);
    site.time.advance(WINDOW.multipliedBy(WINDOWS));

    int possible = CALLS_IN_A_WINDOW * WINDOWS;
    int succeeded = site.calls.succeededAt.size();
    assertThat(succeeded).isGreaterThan((int) (0.85 * possible));
    assertThat((double) site.requests.size() / succeeded).isLessThan(1.5);
    assertThat(site.calls.failures.size()).isLessThanOrEqualTo(2);
  }

  private boolean spend(Duration now) {
    while (!spent.isEmpty() && now.minus(spent.peekFirst()).compareTo(WINDOW) >= 0) {
      spent.removeFirst();
    }
    boolean within = spent.size() < CALLS_IN_A_WINDOW;
    if (within) {
      spent.addLast(now);
    }
    return within;
  }
}
