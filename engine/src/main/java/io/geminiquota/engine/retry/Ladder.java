package io.geminiquota.engine.retry;

import java.time.Duration;

/**
 * Growing pauses between probes: each twice as long as the one before. Without jitter, because only
 * one attempt of this JVM goes at a time.
 *
 * @param first the first pause, positive
 * @param longest no pause is longer
 */
public record Ladder(Duration first, Duration longest) {

  /**
   * The pause after so many probes have failed, in nanoseconds.
   *
   * @param failures 0 or more
   */
  public long pause(int failures) {
    long limit = longest.toNanos();
    long pause = first.toNanos();
    for (int i = 0; i < failures && pause < limit; i++) {
      pause *= 2;
    }
    return Math.min(pause, limit);
  }
}
