package io.geminiquota.engine.limit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What will be used of a quota when its day ends, if all goes on at the recent rate. Alarms need
 * more than that: no chance may explain it, a third of a day must bear witness, so that no burst
 * does, and a fifth of the quota be used, because until then the day may still become anything.
 *
 * @param used already, of the day
 * @param limit of the day
 * @param left how long the day lasts, in nanoseconds
 * @param rate the recent one
 * @param steady the rate over the last eight hours, in uses per nanosecond; what lies before the
 *     start of this JVM counts as none
 */
record DayForecast(long used, long limit, long left, RecentRate rate, double steady) {

  private static final double SURE = 3;
  private static final int LEAST_PART = 5;
  private static final int WITNESS = (int) (Duration.ofHours(8).toNanos() / UseHistory.STEP);

  static DayForecast of(long used, long limit, long left, UseHistory history, long now) {
    RecentRate rate = RecentRate.of(history, now);
    double steady = history.usedSince(WITNESS, now) / history.length(WITNESS, now);
    return new DayForecast(used, limit, left, rate, steady);
  }

  /**
   * How long until nothing is left; null when there is too little to say, when the day ends before,
   * and when nothing is left already.
   */
  @Nullable Duration exhausted() {
    if (!rate.isCertain() || used >= limit) {
      return null;
    }
    double nanos = (limit - used) / rate.perNano();
    return nanos < left ? Duration.ofNanos((long) nanos) : null;
  }

  /** Whether the quota surely ends before the day. */
  boolean isEarly() {
    return exhausted() != null
        && used >= limit / LEAST_PART
        && atTheEnd(-SURE) >= limit
        && used + steady * left >= limit;
  }

  /** Whether the quota surely lasts. */
  boolean isClear() {
    boolean lasts = !rate.isCertain() || atTheEnd(SURE) < limit;
    return lasts && used + steady * left < limit;
  }

  /** What is used then, if the rate is off by so many standard errors. */
  private double atTheEnd(double errors) {
    return used + rate.perNano() * (1 + errors * rate.uncertainty()) * left;
  }
}
