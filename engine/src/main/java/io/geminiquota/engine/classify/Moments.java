package io.geminiquota.engine.classify;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How points in time and lengths of time are written for a person. */
final class Moments {

  /** Where the quota day begins and ends. */
  static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");

  private static final Duration LONGEST = Duration.ofDays(366);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter DATE_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private Moments() {}

  /** The end of the quota day: the next midnight in Pacific time, also of a 23 or 25-hour day. */
  static Instant endOfQuotaDay(Instant now) {
    return now.atZone(PACIFIC).toLocalDate().plusDays(1).atStartOfDay(PACIFIC).toInstant();
  }

  static Instant after(Instant now, Duration wait) {
    return now.plus(wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
  }

  /** {@code 14:03:20 Europe/Berlin}, with the date if it is another day. */
  static String local(Instant moment, Instant now, ZoneId zone) {
    ZonedDateTime there = moment.atZone(zone);
    boolean today = there.toLocalDate().equals(now.atZone(zone).toLocalDate());
    return (today ? TIME : DATE_TIME).format(there) + " " + zone.getId();
  }

  /** {@code 2026-11-22 00:00 Pacific time (2026-11-22 09:00 Europe/Berlin)}. */
  static String pacificAndLocal(Instant moment, ZoneId zone) {
    String pacific = DATE_TIME.format(moment.atZone(PACIFIC)) + " Pacific time";
    return zone.equals(PACIFIC)
        ? pacific
        : pacific + " (" + DATE_TIME.format(moment.atZone(zone)) + " " + zone.getId() + ")";
  }

  /** {@code 12.3 s}, {@code 2 min 5 s}, {@code 3 h 20 min}. */
  static String length(Duration length) {
    long seconds = length.toSeconds();
    if (length.compareTo(LONGEST) > 0) {
      return "more than a year";
    }
    if (seconds < 60) {
      // Rounded up: who comes too early is turned away again.
      long tenths = (Math.max(length.toMillis(), 0) + 99) / 100;
      return tenths / 10 + (tenths % 10 == 0 ? "" : "." + tenths % 10) + " s";
    }
    if (seconds < 3600) {
      return seconds / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
    }
    long minutes = seconds % 3600 / 60;
    return seconds / 3600 + " h" + (minutes == 0 ? "" : " " + minutes + " min");
  }
}
