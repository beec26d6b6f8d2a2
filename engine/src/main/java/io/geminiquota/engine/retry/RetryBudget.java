package io.geminiquota.engine.retry;

import io.geminiquota.engine.classify.Verdict;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * Keeps retries from multiplying the load of a gate when its server is in trouble. Every call pays
 * for one retry with its first attempt, for whoever needs it, so that at most about half of what is
 * sent are retries; and some may go every minute in any case, so that few calls may always retry.
 *
 * <p>Only a gamble is charged: a retry of which nobody knows whether it helps. Whose turn comes by
 * a quota or a hint that the server named pays nothing. Thread-safe; nobody waits in it.
 */
public final class RetryBudget {

  /** What a retry costs, and what a call pays in. */
  private static final double RETRY = 1;

  /** So many may go every minute, whatever the traffic. */
  private static final int FLOOR_PER_MINUTE = 60;

  private static final double FLOOR_PER_NANO =
      (double) FLOOR_PER_MINUTE / Duration.ofMinutes(1).toNanos();

  /** What is not used is forgotten: an hour of calm is no reason for an hour's retries at once. */
  private static final double MEMORY_NANOS = Duration.ofSeconds(30).toNanos();

  /** Longer promises would hold calls back when all is well again. */
  private static final long LONGEST_PROMISE_NANOS = Duration.ofMinutes(2).toNanos();

  /** How many retries may go now; below 0 if some have been promised for later. */
  private double saved = FLOOR_PER_MINUTE;

  private long savedAt;

  /**
   * @param now nanoseconds of the clock that all calls of this object share
   */
  public RetryBudget(long now) {
    this.savedAt = now;
  }

  /** Whether nobody knows if a retry after this failure helps. */
  public static boolean charges(Verdict verdict) {
    return switch (verdict.kind()) {
      case CAPACITY, SERVER_TRANSIENT, TIMEOUT -> true;
      case RATE_UNSPECIFIED, CONCURRENCY ->
          verdict.violations().isEmpty() && verdict.retryAfter() == null;
      default -> false;
    };
  }

  /** A call is sent for the first time. */
  public synchronized void earn(long now) {
    catchUp(now);
    saved += RETRY;
  }

  /**
   * Pays for a retry, if it can go early enough: before its deadline, and within two minutes.
   *
   * @param deadline when the retry must have gone
   * @return when it may go at the earliest; empty, and nothing is paid, if that is too late
   */
  public synchronized OptionalLong pay(long now, long deadline) {
    catchUp(now);
    double missing = RETRY - saved;
    long wait = missing <= 0 ? 0 : (long) Math.ceil(missing / FLOOR_PER_NANO);
    if (wait > LONGEST_PROMISE_NANOS || now + wait > deadline) {
      return OptionalLong.empty();
    }
    saved -= RETRY;
    return OptionalLong.of(now + wait);
  }

  private void catchUp(long now) {
    double passed = now - savedAt;
    savedAt = now;
    if (saved < FLOOR_PER_MINUTE) {
      saved = Math.min(FLOOR_PER_MINUTE, saved + passed * FLOOR_PER_NANO);
    } else {
      saved = FLOOR_PER_MINUTE + (saved - FLOOR_PER_MINUTE) * Math.exp(-passed / MEMORY_NANOS);
    }
  }
}
