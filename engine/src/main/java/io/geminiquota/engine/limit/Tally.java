package io.geminiquota.engine.limit;

/**
 * What is used of some limits, and the limits, in every dimension. Not thread-safe: the gate's lock
 * guards it.
 */
final class Tally {

  static final long UNLIMITED = Long.MAX_VALUE;

  private static final Dimension[] DIMENSIONS = Dimension.values();

  private final long[] limits = {UNLIMITED, UNLIMITED, UNLIMITED};
  private final long[] used = new long[Dimension.COUNT];

  void limit(Dimension dimension, long limit) {
    limits[dimension.index] = limit;
  }

  /** The limit, or {@link #UNLIMITED}. */
  long limit(Dimension dimension) {
    return limits[dimension.index];
  }

  boolean isLimited(Dimension dimension) {
    return limits[dimension.index] != UNLIMITED;
  }

  long used(Dimension dimension) {
    return used[dimension.index];
  }

  /** Uses more, or less if the amount is negative. */
  void add(Dimension dimension, long amount) {
    used[dimension.index] += amount;
  }

  /**
   * Whether one more use would be within the limits. What alone is more than a limit fits when
   * nothing else counts: the server is to say no, if it does. What uses nothing of a limit fits,
   * however much was used of it.
   */
  boolean fits(Cost cost) {
    for (Dimension dimension : DIMENSIONS) {
      int d = dimension.index;
      long wanted = cost.of(dimension);
      if (limits[d] != UNLIMITED && used[d] > 0 && wanted > 0 && used[d] + wanted > limits[d]) {
        return false;
      }
    }
    return true;
  }
}
