package io.geminiquota.benchmarks.report;

import java.util.Collection;

/** The value in the middle. */
public final class Median {

  private Median() {}

  /**
   * The middle one of an odd number of values, the mean of the two middle ones of an even number.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static double of(Collection<? extends Number> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("Nothing has no median.");
    }
    double[] sorted = values.stream().mapToDouble(Number::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
