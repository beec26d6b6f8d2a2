package io.geminiquota.engine.classify;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code Retry-After}, which is a number of seconds or a date (RFC 9110, section
 * 10.2.3). Google sends seconds; relays send either.
 */
public final class RetryAfter {

  private RetryAfter() {}

  /**
   * The header as a number of seconds: a date that has passed is 0; what is no date is returned as
   * it is.
   *
   * @param header its value, null if there is none
   * @param now when it was received
   */
  public static @Nullable String inSeconds(@Nullable String header, Instant now) {
    if (header == null || header.indexOf(',') < 0) {
      return header;
    }
    try {
      ZonedDateTime date =
          ZonedDateTime.parse(header.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
      long seconds = Duration.between(now, date).plusMillis(999).toSeconds();
      return String.valueOf(Math.max(0, seconds));
    } catch (DateTimeException | ArithmeticException noDate) {
      return header;
    }
  }
}
