package io.geminiquota.engine.classify;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * How points in time and lengths of time are written for a person. All are rounded up: who comes
 * too early is turned away again.
 */
public final class Moments {

  private static final Duration LONGEST = Duration.ofDays(366);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final DateTimeFormatter DATE_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private Moments() {}

  static Instant after(Instant now, Duration wait) {
    return now.plus(wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
  }

  /**
   * {@code 14:03:20 Europe/Berlin (05:03:20 Pacific time)}, each with its date if that is not
   * today's there, and only once if the reader lives in Pacific time.
   */
  public static String localAndPacific(Instant moment, Instant now, ZoneId zone) {
    String pacific = clock(moment, now, QuotaDay.PACIFIC) + " Pacific time";
    return isPacific(zone)
        ? pacific
        : clock(moment, now, zone) + " " + name(zone) + " (" + pacific + ")";
  }

  /**
   * About when, to the minute: {@code 14:03 Europe/Berlin (05:03 Pacific time)}, as {@link
   * #localAndPacific} otherwise.
   */
  public static String aboutLocalAndPacific(Instant moment, Instant now, ZoneId zone) {
    String pacific = minute(moment, now, QuotaDay.PACIFIC) + " Pacific time";
    return isPacific(zone)
        ? pacific
        : minute(moment, now, zone) + " " + name(zone) + " (" + pacific + ")";
  }

  /** {@code 2026-11-22 00:00 Pacific time (2026-11-22 09:00 Europe/Berlin)}. */
  public static String pacificAndLocal(Instant moment, ZoneId zone) {
    String pacific = date(moment, QuotaDay.PACIFIC) + " Pacific time";
    return isPacific(zone) ? pacific : pacific + " (" + date(moment, zone) + " " + name(zone) + ")";
  }

  private static String clock(Instant moment, Instant now, ZoneId zone) {
    ZonedDateTime there = moment.plusNanos(999_999_999).atZone(zone);
    boolean today = there.toLocalDate().equals(now.atZone(zone).toLocalDate());
    return today ? TIME.format(there) : date(moment, zone);
  }

  private static String minute(Instant moment, Instant now, ZoneId zone) {
    ZonedDateTime there = moment.atZone(zone);
    boolean today = there.toLocalDate().equals(now.atZone(zone).toLocalDate());
    return (today ? MINUTE : DATE_TIME).format(there);
  }

  private static String date(Instant moment, ZoneId zone) {
    return DATE_TIME.format(moment.plusSeconds(60).minusNanos(1).atZone(zone));
  }

  private static boolean isPacific(ZoneId zone) {
    return zone.getRules().equals(QuotaDay.PACIFIC.getRules());
  }

  private static String name(ZoneId zone) {
    return zone.getId().equals("Z") ? "UTC" : zone.getId();
  }

  /** {@code 12.3 s}, {@code 2 min 5 s}, {@code 3 h 20 min}. */
  public static String length(Duration length) {
    if (length.compareTo(LONGEST) > 0) {
      return "more than a year";
    }
    long tenths = (Math.max(length.toMillis(), 0) + 99) / 100;
    if (tenths < 600) {
      return tenths / 10 + (tenths % 10 == 0 ? "" : "." + tenths % 10) + " s";
    }
    long seconds = (tenths + 9) / 10;
    if (seconds < 3600) {
      return seconds / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
    }
    long minutes = (seconds + 59) / 60;
    return minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
  }
}
