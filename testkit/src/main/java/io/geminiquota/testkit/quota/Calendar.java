package io.geminiquota.testkit.quota;

import io.geminiquota.testkit.Windows;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * How long a quota's minute and day last, and when a new one begins.
 *
 * @param timeline where the boundaries lie
 * @param windows how minutes move on
 * @param minute the length of a quota minute
 * @param day the length of a quota day, counted from the start; empty for days that end at midnight
 *     Pacific time, as the real ones do
 */
public record Calendar(
    Timeline timeline, Windows windows, Duration minute, Optional<Duration> day) {

  private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");

  Window newMinute() {
    return switch (windows) {
      case ROLLING -> new RollingWindow(minute.toNanos());
      case FIXED -> new FixedWindow(this::endOfMinute);
    };
  }

  Window newDay() {
    return new FixedWindow(this::endOfDay);
  }

  /** The first full minute after {@code now}. */
  long endOfMinute(long now) {
    return nextMultiple(now, minute.toNanos());
  }

  /**
   * The end of the quota day that {@code now} lies in: a day of 23 or 25 hours when the clocks
   * change.
   */
  long endOfDay(long now) {
    return day.map(length -> nextMultiple(now, length.toNanos())).orElseGet(() -> midnight(now));
  }

  private long midnight(long now) {
    ZonedDateTime here = timeline.instantAt(now).atZone(PACIFIC);
    return timeline.nanosAt(here.toLocalDate().plusDays(1).atStartOfDay(PACIFIC).toInstant());
  }

  private static long nextMultiple(long now, long length) {
    return Math.addExact(Math.floorDiv(now, length) * length, length);
  }
}
