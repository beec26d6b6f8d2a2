package io.geminiquota.testkit.wire;

import java.math.BigDecimal;
import java.time.Duration;

/** Durations in the two forms in which Gemini's errors write them. */
final class RetryText {

  private RetryText() {}

  /**
   * The exact form of the message: {@code 856.559356ms}, {@code 1.58s}, {@code 45m28s}, {@code
   * 19h5.01s}. Parts that are zero are left out.
   */
  static String exact(Duration duration) {
    if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
      return plain(BigDecimal.valueOf(duration.toNanos(), 6)) + "ms";
    }
    StringBuilder text = new StringBuilder();
    if (duration.toHours() > 0) {
      text.append(duration.toHours()).append('h');
    }
    if (duration.toMinutesPart() > 0) {
      text.append(duration.toMinutesPart()).append('m');
    }
    BigDecimal seconds =
        BigDecimal.valueOf(duration.toSecondsPart() * 1_000_000_000L + duration.toNanosPart(), 9);
    if (seconds.signum() > 0) {
      text.append(plain(seconds)).append('s');
    }
    return text.toString();
  }

  /**
   * The form of RetryInfo, cut to whole seconds as the real service cuts it: {@code 0s} for 762 ms.
   */
  static String wholeSeconds(Duration duration) {
    return duration.toSeconds() + "s";
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }
}
