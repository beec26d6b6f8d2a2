package io.geminiquota.engine.limit;

/**
 * How much more a load varies than single uses at random would: about how many come together.
 * Bursts have a length that nobody knows, so neighbouring stretches of five minutes, a quarter of
 * an hour and an hour are compared, as far as there are enough of them. A load that changes once
 * hardly shows in the differences of neighbours.
 */
final class Dispersion {

  /** How many steps make a stretch. */
  private static final int[] STRETCHES = {1, 3, 12};

  private static final int FEWEST_STRETCHES = 8;

  private final double[] sum = new double[STRETCHES.length];
  private final double[] before = new double[STRETCHES.length];
  private final double[] roughness = new double[STRETCHES.length];
  private double used;
  private int steps;

  /** Goes on with the use of one more step. */
  void add(double step) {
    steps++;
    used += step;
    for (int i = 0; i < STRETCHES.length; i++) {
      sum[i] += step;
      if (steps % STRETCHES[i] == 0) {
        double difference = steps == STRETCHES[i] ? 0 : sum[i] - before[i];
        roughness[i] += difference * difference;
        before[i] = sum[i];
        sum[i] = 0;
      }
    }
  }

  /** What it is so far, at least 1. */
  double value() {
    double value = 1;
    for (int i = 0; i < STRETCHES.length && used > 0; i++) {
      if (i == 0 || steps >= FEWEST_STRETCHES * STRETCHES[i]) {
        value = Math.max(value, roughness[i] / (2 * used));
      }
    }
    return value;
  }
}
