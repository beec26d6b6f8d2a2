package io.geminiquota.engine.limit;

import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Which parts of a day's quota were told to be used up: each once a day at most, and of several
 * that are reached at once the highest only. Not thread-safe: the gate's lock guards it.
 */
final class Thresholds {

  private static final int[] PERCENT = {70, 80, 90, 100};

  /** How many percent of {@link #limit} were told; what was reached in between as well. */
  private int told;

  /** The last limit that was known. */
  private long limit = Tally.UNLIMITED;

  /** How much is used when the next one is reached, as far as is known. */
  private long nextAt = Long.MAX_VALUE;

  /**
   * The highest threshold that was reached since the last look, if one was.
   *
   * @param newLimit of the day, {@link Tally#UNLIMITED} if none is known
   * @param usedUp whether the server says that nothing is left, whatever was counted
   */
  OptionalInt reached(long used, long newLimit, boolean usedUp) {
    int counted = newLimit == Tally.UNLIMITED ? 0 : percent(used, newLimit);
    if (newLimit != Tally.UNLIMITED) {
      if (newLimit > limit) {
        // It was raised: of the new one, less is used than was told of the old one.
        told = Math.min(told, counted);
      }
      limit = newLimit;
    }
    int from = told;
    told = Math.max(told, usedUp ? 100 : counted);
    nextAt = next();
    return IntStream.of(PERCENT).filter(percent -> percent > from && percent <= told).max();
  }

  /** Whether a look would find that another one was reached. Cheap enough for every attempt. */
  boolean isCrossed(long used) {
    return limit != Tally.UNLIMITED && used >= nextAt;
  }

  /** Another day begins. */
  void reset() {
    told = 0;
    nextAt = next();
  }

  private long next() {
    for (int percent : PERCENT) {
      if (percent > told && limit != Tally.UNLIMITED) {
        // Rounded up, and in two parts because limits can be as large as a long.
        return limit / 100 * percent + (limit % 100 * percent + 99) / 100;
      }
    }
    return Long.MAX_VALUE;
  }

  private static int percent(long used, long limit) {
    return (int) Math.min(100, 100.0 * used / limit);
  }
}
