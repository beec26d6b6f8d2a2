package io.geminiquota.engine.limit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What yesterday says of the rest of today: a load that rests at night, or an office that closes at
 * five, is known by what it did a day ago.
 *
 * @param rest how much will be used until the day ends, if today goes on as yesterday did, and as
 *     much busier as it has been of late
 */
record Yesterday(double rest) {

  private static final int DAY = steps(Duration.ofDays(1));

  /** Over so long today is compared with yesterday; the busier of both comparisons counts. */
  private static final int[] COMPARED = {steps(Duration.ofHours(2)), steps(Duration.ofHours(8))};

  /** Less tells nothing. */
  private static final double FEWEST = 30;

  /**
   * What it says, null if it was not seen, or was another kind of day: then hardly anything was
   * used at this time.
   *
   * @param left how long today lasts, in nanoseconds
   */
  static @Nullable Yesterday of(UseHistory history, long left, long now) {
    double busier = 0;
    for (int steps : COMPARED) {
      double before = history.used(DAY, DAY + steps, now);
      if (history.age(now) >= DAY + steps && before >= FEWEST) {
        busier = Math.max(busier, history.used(0, steps, now) / before);
      }
    }
    int rest = (int) Math.min(DAY, left / UseHistory.STEP + 1);
    return busier > 0 ? new Yesterday(busier * history.used(DAY - rest, DAY, now)) : null;
  }

  private static int steps(Duration length) {
    return (int) (length.toNanos() / UseHistory.STEP);
  }
}
