package io.geminiquota.engine.limit;

import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.classify.QuotaDay;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * When the quota day ends. Midnight is known, so the wall clock is read seldom: at midnight by the
 * monotonic clock, and every second, because wall clocks are set. One that is set back past
 * midnight by less than a day begins no other day: the server's clock was not set. Not thread-safe:
 * the gate's lock guards it.
 */
final class DayClock {

  private static final long LONGEST_BLIND_NANOS = Duration.ofSeconds(1).toNanos();
  private static final Duration LONGEST_DAY = Duration.ofHours(25);

  private final TimeSource time;
  private final ZoneId zone;
  private Instant ends;
  private long lookAt;

  /**
   * @param zone where the clock stands that ends the day
   */
  DayClock(TimeSource time, ZoneId zone) {
    this.time = time;
    this.zone = zone;
    this.ends = QuotaDay.endAfter(time.now(), zone);
    this.lookAt = time.nanoTime();
  }

  /** When the day ends that it was when the clock was last looked at. */
  Instant ends() {
    return ends;
  }

  /** How long the day will last, in nanoseconds. */
  long left() {
    return Duration.between(time.now(), ends).toNanos();
  }

  /** Whether another day has begun since this was asked last. */
  boolean turns(long now) {
    return now - lookAt >= 0 && looksOtherwise(now);
  }

  private boolean looksOtherwise(long now) {
    Instant wall = time.now();
    Instant before = ends;
    if (!wall.isBefore(ends) || wall.isBefore(ends.minus(LONGEST_DAY))) {
      ends = QuotaDay.endAfter(wall, zone);
    }
    long left = Duration.between(wall, ends).toNanos();
    lookAt = now + Math.min(left, LONGEST_BLIND_NANOS);
    return !ends.equals(before);
  }
}
