package io.geminiquota.engine.classify;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reads the durations that error bodies hold: {@code 34s}, {@code 856.559356ms}, {@code
 * 1h1m23.95s}, {@code 19h5.01s}, {@code 13h48m}, {@code 30 seconds}, a bare number of seconds.
 *
 * <p>A value too large for a clock (the maximum of an int64 is how Google writes "never") reads as
 * {@link Verdict#FOREVER}.
 */
final class Durations {

  private static final int MOST_DIGITS = 18;

  private final String text;
  private int at;

  private Durations(String text, int at) {
    this.text = text;
    this.at = at;
  }

  /** The duration that starts at a place in a text, or null if none does. A unit is needed. */
  static @Nullable Duration at(String text, int from) {
    return new Durations(text, from).read();
  }

  /** As {@link #at}, but a number without a unit is a number of seconds. */
  static @Nullable Duration orSecondsAt(String text, int from) {
    Duration withUnit = at(text, from);
    return withUnit != null ? withUnit : new Durations(text, from).bareSeconds();
  }

  static Duration ofSeconds(long seconds, long nanos) {
    if (seconds < 0) {
      return Duration.ZERO;
    }
    return seconds == Long.MAX_VALUE
        ? Verdict.FOREVER
        : Duration.ofSeconds(seconds).plusNanos(Math.min(Math.max(nanos, 0), 999_999_999));
  }

  private @Nullable Duration read() {
    Duration sum = null;
    while (true) {
      skipBlanks();
      Decimal number = number();
      if (number == null) {
        return sum;
      }
      skipBlanks();
      long unit = unitNanos();
      if (unit == 0) {
        return sum;
      }
      sum = sum(sum, number.times(unit));
    }
  }

  private @Nullable Duration bareSeconds() {
    skipBlanks();
    Decimal number = number();
    return number == null ? null : number.times(1_000_000_000L);
  }

  private static Duration sum(@Nullable Duration first, Duration second) {
    if (first == null) {
      return second;
    }
    boolean tooLarge = first.equals(Verdict.FOREVER) || second.equals(Verdict.FOREVER);
    return tooLarge ? Verdict.FOREVER : first.plus(second);
  }

  private void skipBlanks() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }

  private @Nullable Decimal number() {
    int start = at;
    long whole = 0;
    while (at < text.length() && isDigit(text.charAt(at))) {
      whole = at - start < MOST_DIGITS ? whole * 10 + (text.charAt(at) - '0') : Long.MAX_VALUE;
      at++;
    }
    if (at == start) {
      return null;
    }
    return new Decimal(whole, fractionNanos());
  }

  /** The digits after the point as billionths; the point of a sentence's end is left alone. */
  private long fractionNanos() {
    if (at + 1 >= text.length() || text.charAt(at) != '.' || !isDigit(text.charAt(at + 1))) {
      return 0;
    }
    at++;
    long nanos = 0;
    long place = 100_000_000;
    while (at < text.length() && isDigit(text.charAt(at))) {
      nanos += (text.charAt(at) - '0') * place;
      place /= 10;
      at++;
    }
    return nanos;
  }

  private long unitNanos() {
    int start = at;
    while (at < text.length() && Character.isLetter(text.charAt(at))) {
      at++;
    }
    return switch (text.substring(start, Math.min(at, start + 12))) {
      case "ns" -> 1L;
      case "us", "\u00b5s", "\u03bcs" -> 1_000L;
      case "ms", "millisecond", "milliseconds" -> 1_000_000L;
      case "s", "sec", "secs", "second", "seconds" -> 1_000_000_000L;
      case "m", "min", "mins", "minute", "minutes" -> 60_000_000_000L;
      case "h", "hr", "hrs", "hour", "hours" -> 3_600_000_000_000L;
      case "d", "day", "days" -> 86_400_000_000_000L;
      default -> 0L;
    };
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** A decimal number: its whole part and billionths. */
  private record Decimal(long whole, long billionths) {

    Duration times(long unitNanos) {
      if (whole == Long.MAX_VALUE) {
        return Verdict.FOREVER;
      }
      // Seconds and nanoseconds apart, so that 10^18 hours do not overflow on the way.
      long unitSeconds = unitNanos / 1_000_000_000L;
      if (unitSeconds > 0) {
        long fraction = billionths * unitSeconds;
        return whole > Long.MAX_VALUE / unitSeconds - unitSeconds
            ? Verdict.FOREVER
            : Duration.ofSeconds(whole * unitSeconds).plusNanos(fraction);
      }
      long perSecond = 1_000_000_000L / unitNanos;
      long nanos = whole % perSecond * unitNanos + billionths * unitNanos / 1_000_000_000L;
      return Duration.ofSeconds(whole / perSecond).plusNanos(nanos);
    }
  }
}
