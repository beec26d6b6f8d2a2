package io.geminiquota.engine.observe;

import java.time.Instant;

/**
 * The quota of a day comes to its end.
 *
 * @param gate where
 * @param cause what was noticed
 * @param percent for {@link Cause#REACHED} the threshold: 70, 80, 90 or 100; else how much of the
 *     limit is used, from 0 to 99
 * @param use of that quota at this moment
 * @param text a sentence for a person: what, how much, until when; times as the reader's clock and
 *     that of Pacific time tell them
 * @param at when it was noticed
 */
public record QuotaAlert(
    GateName gate, Cause cause, int percent, QuotaUse use, String text, Instant at) {

  /** What an alert can be about. */
  public enum Cause {
    /** So much of the day's quota is used: told once for each threshold and day. */
    REACHED,
    /**
     * At the recent rate the quota ends before its day: told once a day, and again only if it was
     * all clear in between.
     */
    FORECAST
  }
}
