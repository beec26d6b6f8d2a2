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
  private final double[] largest = new double[STRETCHES.length];
  private double used;
  private int steps;

  /** Goes on with the use of one more step. */
  void add(double step) {
    add(step, 0);
  }

  /**
   * The same, of a load that is expected to change.
   *
   * @param expected use of that step
   */
  void add(double step, double expected) {
    steps++;
    used += step;
    for (int i = 0; i < STRETCHES.length; i++) {
      sum[i] += step - expected;
      if (steps % STRETCHES[i] == 0) {
        double difference = steps == STRETCHES[i] ? 0 : sum[i] - before[i];
        double squared = difference * difference;
        roughness[i] += squared;
        largest[i] = Math.max(largest[i], squared);
        before[i] = sum[i];
        sum[i] = 0;
      }
    }
  }

  /** What it is so far, at least 1. */
  double value() {
    double value = 1;
    for (int i = 0; i < STRETCHES.length && used > 0; i++) {
      int stretches = steps / STRETCHES[i];
      if (stretches >= FEWEST_STRETCHES) {
        // The largest difference may be a change of the load, which is no noise.
        double smooth = roughness[i] - largest[i];
        value = Math.max(value, smooth / (2 * used) * stretches / (stretches - 1));
      } else if (i == 0) {
        value = Math.max(value, roughness[i] / (2 * used));
      }
    }
    return value;
  }
}
