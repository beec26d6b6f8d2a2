package io.geminiquota.engine.limit;

/**
 * What is used of some limits, and the limits, in every dimension. Not thread-safe: the gate's lock
 * guards it.
 */
final class Tally {

  static final long UNLIMITED = Long.MAX_VALUE;

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

  /** Uses more, or less, in every dimension. */
  void add(long requests, long tokens, long images) {
    add(Dimension.REQUESTS, requests);
    add(Dimension.TOKENS, tokens);
    add(Dimension.IMAGES, images);
  }

  /**
   * Whether one more use would be within the limits. What alone is more than a limit fits when
   * nothing else counts: the server is to say no, if it does. What uses nothing of a limit fits,
   * however much was used of it.
   */
  boolean fits(Cost cost) {
    return fits(Dimension.REQUESTS, cost.requests())
        && fits(Dimension.TOKENS, cost.tokens())
        && fits(Dimension.IMAGES, cost.images());
  }

  private boolean fits(Dimension dimension, long wanted) {
    return fits(dimension, wanted, limits[dimension.index]);
  }

  /** The same for one dimension and another limit than the one that is set. */
  boolean fits(Dimension dimension, long wanted, long limit) {
    long before = used[dimension.index];
    return limit == UNLIMITED || before <= 0 || wanted <= 0 || before + wanted <= limit;
  }
}
