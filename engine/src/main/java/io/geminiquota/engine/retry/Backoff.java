package io.geminiquota.engine.retry;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Truncated exponential backoff with full jitter: the n-th delay is uniform between nothing and
 * {@code min(cap, base * 2^n)}. Jitter over the whole range spreads clients that failed together
 * best (Google's own table of Gemini errors advises 1, 2, 4, 8 s with jitter).
 */
public final class Backoff {

  private static final long BASE_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long CAP_NANOS = Duration.ofSeconds(60).toNanos();

  /** 2^6 s is above the cap; no larger exponent is ever needed, so none can overflow. */
  private static final int LARGEST_EXPONENT = 6;

  private final RandomGenerator random;

  /**
   * @param random the source of jitter; seeded in tests
   */
  public Backoff(RandomGenerator random) {
    this.random = random;
  }

  /**
   * The delay before the next attempt, in nanoseconds.
   *
   * @param failures how many attempts have failed so far, at least 1
   */
  public long delay(int failures) {
    int exponent = Math.min(failures - 1, LARGEST_EXPONENT);
    return random.nextLong(Math.min(CAP_NANOS, BASE_NANOS << exponent) + 1);
  }
}
