package io.geminiquota.engine.limit;

import org.jspecify.annotations.Nullable;

/**
 * A load that grows by the same part in every hour, as one does that spreads: found over the
 * longest time up to now that such a growth explains, and better than a load does that has changed
 * once.
 *
 * <p>It is believed to go on for as long as it was seen, and to stay where it is then: no load
 * doubles for ever.
 *
 * @param perNano how much is used in a nanosecond now
 * @param growth the part by which that grows in a nanosecond
 * @param seen for how long it has grown in that way, in nanoseconds
 */
record Growth(double perNano, double growth, long seen) {

  /** The lengths that are tried, in steps that are over, longest first. */
  private static final int[] LENGTHS = {288, 192, 144, 96, 72, 48, 36, 24, 18, 12};

  /** So many standard errors are no chance: it is looked for often. */
  private static final double SURE = 4;

  /** Less growth than by this factor over the time seen is not told from a change. */
  private static final double LEAST_FACTOR = 1.5;

  /** The growth of the recent load, null if it does not grow so. */
  static @Nullable Growth of(UseHistory history, long now) {
    int complete = history.complete(now);
    for (int length : LENGTHS) {
      if (length <= complete) {
        GrowthFit fit = GrowthFit.of(history, length, now);
        if (fit.factor() >= LEAST_FACTOR && fit.isGood() && fit.certainty() >= SURE) {
          return new Growth(fit.perNano(), fit.growth(), fit.length());
        }
      }
    }
    return null;
  }

  /** How long it takes to use so much, in nanoseconds. */
  double nanosToUse(double amount) {
    double nanos = Math.log1p(amount * growth / perNano) / growth;
    if (nanos <= seen) {
      return nanos;
    }
    double factor = Math.exp(growth * seen);
    double usedWhileGrowing = perNano * (factor - 1) / growth;
    return seen + (amount - usedWhileGrowing) / (perNano * factor);
  }
}
