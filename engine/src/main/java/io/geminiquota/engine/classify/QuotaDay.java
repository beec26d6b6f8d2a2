package io.geminiquota.engine.classify;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The day over which Google counts its quotas: from midnight to midnight in Pacific time, 23 or 25
 * hours long when the clocks change.
 *
 * @see <a href="https://ai.google.dev/gemini-api/docs/rate-limits">Rate limits</a>: requests per
 *     day reset at midnight Pacific time
 */
public final class QuotaDay {

  /** Where Google's quota days end. */
  public static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");

  private QuotaDay() {}

  /** When the quota day ends in which a moment lies. */
  public static Instant endAfter(Instant moment) {
    return endAfter(moment, PACIFIC);
  }

  /** The same for a service whose days end at midnight somewhere else. */
  public static Instant endAfter(Instant moment, ZoneId zone) {
    LocalDate day = moment.atZone(zone).toLocalDate();
    return day.plusDays(1).atStartOfDay(zone).toInstant();
  }
}
