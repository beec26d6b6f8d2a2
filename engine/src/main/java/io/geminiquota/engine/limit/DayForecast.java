package io.geminiquota.engine.limit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What will be used of a quota when its day ends, if all goes on at the recent rate. Alarms need
 * more than that: no chance may explain it, some of the quota must be missing, the last third of a
 * day must bear witness, so that no burst does, yesterday must not say otherwise, as it does where
 * nobody works at night, and a fifth of the quota be used, because until then the day may still
 * become anything.
 *
 * @param used already, of the day
 * @param limit of the day
 * @param left how long the day lasts, in nanoseconds
 * @param rate the recent one
 * @param growth how the rate grows of late, null if it does not
 * @param witness the rate over the last eight hours; what lies before the start of this JVM counts
 *     as none
 * @param yesterday what it says of the rest of the day, null if nothing
 */
record DayForecast(
    long used,
    long limit,
    long left,
    RecentRate rate,
    @Nullable Growth growth,
    RecentRate witness,
    @Nullable Yesterday yesterday) {

  /** So many standard errors are no chance. */
  private static final double SURE = 3;

  /** A witness need not be as sure as the one who accuses. */
  private static final double LIKELY = 1;

  /**
   * A quota that lacks less than a few percent may as well last; nobody is to be woken for that.
   */
  private static final double MISSED = 1.04;

  private static final int LEAST_PART = 5;
  private static final int WITNESS = (int) (Duration.ofHours(8).toNanos() / UseHistory.STEP);

  static DayForecast of(long used, long limit, long left, UseHistory history, long now) {
    RecentRate recent = RecentRate.of(history, now);
    return new DayForecast(
        used,
        limit,
        left,
        recent,
        Growth.of(history, now),
        RecentRate.over(WITNESS, history, now),
        Yesterday.of(history, left, now));
  }

  /**
   * How long until nothing is left; null when there is too little to say, when the day ends before,
   * and when nothing is left already.
   */
  @Nullable Duration exhausted() {
    if (!rate.isCertain() || used >= limit) {
      return null;
    }
    double missing = limit - used;
    double nanos = growth == null ? missing / rate.perNano() : growth.nanosToUse(missing);
    return nanos < left ? Duration.ofNanos((long) nanos) : null;
  }

  /** Whether the quota surely ends before the day. */
  boolean isEarly() {
    return exhausted() != null
        && used >= limit / LEAST_PART
        && used + rate.in(left, -SURE) >= MISSED * limit
        && used + witness.in(left, -LIKELY) >= limit
        && (yesterday == null || used + yesterday.rest() >= limit);
  }

  /** Whether the quota surely lasts. */
  boolean isClear() {
    boolean lasts = !rate.isCertain() || used + rate.in(left, SURE) < limit;
    return lasts && used + witness.in(left, 0) < limit;
  }
}
