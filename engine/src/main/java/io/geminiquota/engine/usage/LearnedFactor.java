package io.geminiquota.engine.usage;

/**
 * How many times the documented tokens a model really counts, learned from pairs of both.
 *
 * <p>An exponentially weighted mean of the logarithm of actual by estimated, with the mean
 * deviation from it. One answer that is far off moves the mean no further than {@value #FARTHEST}
 * deviations would, but a lasting change is followed; small prompts, where rounding and a few
 * hidden tokens weigh most, teach little.
 */
final class LearnedFactor {

  static final double LEAST = 0.25;
  static final double MOST = 8;

  /** The part of a new observation; the first ones weigh more. */
  private static final double STEP = 0.1;

  /**
   * How many mean deviations an estimate lies above the typical value: too little costs a
   * rejection, too much only room that is given back with the answer. It is nothing while a model's
   * counts are regular.
   */
  private static final double MARGIN = 0.5;

  private static final double FARTHEST = 3;
  private static final double LEAST_DEVIATION = 0.1;

  /** An estimate of so many tokens teaches half of what a large one does. */
  private static final double HALF_WEIGHT = 20;

  private double mean;
  private double deviation;
  private int seen;
  private volatile double typical = 1;
  private volatile double generous = 1;

  /** The mean; 1 before anything is known. */
  double typical() {
    return typical;
  }

  /** The mean and its margin, at most {@value #MOST}; 1 before anything is known. */
  double generous() {
    return generous;
  }

  /**
   * Learns one pair.
   *
   * @param estimated nothing is learned from 0
   * @param actual may be less than 0 when it is a remainder
   */
  synchronized void learn(long estimated, double actual) {
    if (estimated <= 0) {
      return;
    }
    double ratio = Math.log(Math.max(LEAST, Math.min(MOST, actual / estimated)));
    double step = Math.max(STEP, 1.0 / (seen + 1)) * estimated / (estimated + HALF_WEIGHT);
    double distance = ratio - mean;
    if (seen * STEP >= 1) {
      double farthest = FARTHEST * Math.max(deviation, LEAST_DEVIATION);
      distance = Math.max(-farthest, Math.min(farthest, distance));
    }
    mean += step * distance;
    if (seen > 0) {
      deviation += step * (Math.abs(distance) - deviation);
    }
    seen = Math.min(seen + 1, Integer.MAX_VALUE - 1);
    typical = Math.exp(mean);
    generous = Math.min(MOST, Math.exp(mean + MARGIN * deviation));
  }
}
