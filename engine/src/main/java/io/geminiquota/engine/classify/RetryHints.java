package io.geminiquota.engine.classify;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long the server asks to wait. {@code RetryInfo} is the message's value cut to whole seconds,
 * so that its {@code 0s} does not mean now.
 */
final class RetryHints {

  /** What may have been cut off. */
  private static final Duration ALMOST_A_SECOND = Duration.ofMillis(999);

  private RetryHints() {}

  /** The wait that was asked for, null if nothing was said. */
  static @Nullable Duration retryAfter(ErrorBody error) {
    Duration said = said(error.retryInfo, error.retryHint);
    if (said == null) {
      said = error.retryAfterHeader;
    }
    return said != null && said.isZero() ? ALMOST_A_SECOND : said;
  }

  private static @Nullable Duration said(@Nullable Duration info, @Nullable Duration message) {
    if (info == null || message == null) {
      return info == null ? message : info;
    }
    boolean cut = info.equals(message.truncatedTo(ChronoUnit.SECONDS));
    return cut || info.isZero() ? message : info;
  }
}
