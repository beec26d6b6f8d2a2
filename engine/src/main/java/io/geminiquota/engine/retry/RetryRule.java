package io.geminiquota.engine.retry;

import io.geminiquota.engine.classify.Verdict;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * Whether and when an attempt is made again after a failure: follows the {@link Treatment} of its
 * kind. Pure: the same verdict, count and jitter give the same answer.
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
   * made. The gate may make it longer, never shorter; how long a day still is, it knows alone.
   *
   * @param verdict of the attempt that failed
   * @param failures how many attempts of the call have failed, at least 1
   * @param retries how many more attempts than the first one the policy allows
   */
  public OptionalLong delay(Verdict verdict, int failures, int retries) {
    if (failures > retries) {
      return OptionalLong.empty();
    }
    Duration hint = verdict.retryAfter();
    return switch (Treatment.of(verdict.kind())) {
      case PACE -> OptionalLong.of(hint == null ? backoff.delay(failures) : nanos(hint));
      case BACK_OFF ->
          OptionalLong.of(Math.max(backoff.delay(failures), hint == null ? 0 : nanos(hint)));
      case WAIT_FOR_RESET -> OptionalLong.of(0);
      case GIVE_UP, SPARE_MODEL, SPARE_PROJECT, SPARE_CREDENTIAL -> OptionalLong.empty();
    };
  }

  private static long nanos(Duration hint) {
    return (hint.compareTo(LONGEST_WAIT) < 0 ? hint : LONGEST_WAIT).toNanos();
  }
}
