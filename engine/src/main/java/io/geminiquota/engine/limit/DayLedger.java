package io.geminiquota.engine.limit;

import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.classify.QuotaDay;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * What was used since the quota day began, and how much of it is allowed. Not thread-safe: the
 * gate's lock guards it.
 */
final class DayLedger {

  private static final Dimension[] DIMENSIONS = Dimension.values();
  private static final long DAY = Duration.ofHours(24).toNanos();

  private final TimeSource time;
  private final ZoneId zone;
  private final Tally tally = new Tally();
  private boolean limited;
  private Instant ends;
  private int page;

  /**
   * @param zone where the clock stands that ends the day
   */
  DayLedger(TimeSource time, ZoneId zone) {
    this.time = time;
    this.zone = zone;
    this.ends = QuotaDay.endAfter(time.now(), zone);
  }

  /** When the day ends that is counted now. */
  Instant ends() {
    turnPage();
    return ends;
  }

  /** Sets how much a day may hold; what was used already counts. */
  void limit(Dimension dimension, long limit) {
    tally.limit(dimension, limit);
    limited = true;
  }

  long used(Dimension dimension) {
    turnPage();
    return tally.used(dimension);
  }

  /**
   * Counts a use.
   *
   * @return the page that it stands on: a number for each day
   */
  int count(Cost cost) {
    turnPage();
    add(cost, Cost.NOTHING);
    return page;
  }

  /** A use is another than was counted; ignored when its page has been turned. */
  void correct(int itsPage, Cost was, Cost is) {
    turnPage();
    if (itsPage == page) {
      add(is, was);
    }
  }

  private void add(Cost more, Cost less) {
    for (Dimension dimension : DIMENSIONS) {
      tally.add(dimension, more.of(dimension) - less.of(dimension));
    }
  }

  /** Whether one more use would be within the limits of the day. */
  boolean hasRoom(Cost cost) {
    if (!limited) {
      return true;
    }
    turnPage();
    return tally.fits(cost);
  }

  /** When there is room for somebody who has others before him: now, or when a day has ended. */
  long roomAt(long now, Cost cost, Cost ahead) {
    if (!limited) {
      return now;
    }
    turnPage();
    long days = 0;
    for (Dimension dimension : DIMENSIONS) {
      long limit = tally.limit(dimension);
      long wanted = ahead.of(dimension) + Math.min(cost.of(dimension), limit);
      // Midnight forgives what was too much.
      long all = Math.min(tally.used(dimension), limit) + wanted;
      if (tally.isLimited(dimension) && wanted > 0 && all > limit) {
        days = Math.max(days, (all - 1) / limit);
      }
    }
    return days == 0 ? now : now + Duration.between(time.now(), ends).toNanos() + (days - 1) * DAY;
  }

  private void turnPage() {
    Instant now = time.now();
    if (!now.isBefore(ends)) {
      ends = QuotaDay.endAfter(now, zone);
      page++;
      for (Dimension dimension : DIMENSIONS) {
        tally.add(dimension, -tally.used(dimension));
      }
    }
  }
}
