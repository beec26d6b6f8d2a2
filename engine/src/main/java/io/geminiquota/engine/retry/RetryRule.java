package io.geminiquota.engine.retry;

import io.geminiquota.engine.classify.Retryable;
import io.geminiquota.engine.classify.Verdict;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * Whether and when an attempt is made again after a failure. Pure: the same verdict, count and
 * jitter give the same answer.
 */
public final class RetryRule {

  /** Keeps sums of times from overflowing; no policy waits that long. */
  private static final Duration LONGEST_WAIT = Duration.ofDays(30);

  private final Backoff backoff;

  /**
   * @param backoff the delays where the server names none
   */
  public RetryRule(Backoff backoff) {
    this.backoff = backoff;
  }

  /**
   * How long to wait before the next attempt, in nanoseconds; empty when no other attempt is to be
   * made. The gate may make it longer, never shorter.
   *
   * @param verdict of the attempt that failed
   * @param failures how many attempts of the call have failed, at least 1
   * @param retries how many more attempts than the first one the policy allows
   */
  public OptionalLong delay(Verdict verdict, int failures, int retries) {
    if (verdict.retryable() != Retryable.SOON || failures > retries) {
      return OptionalLong.empty();
    }
    Duration asked = verdict.retryAfter();
    if (asked == null) {
      return OptionalLong.of(backoff.delay(failures));
    }
    long nanos = (asked.compareTo(LONGEST_WAIT) < 0 ? asked : LONGEST_WAIT).toNanos();
    return OptionalLong.of(
        verdict.kind().isRate() ? nanos : Math.max(nanos, backoff.delay(failures)));
  }
}
