package io.geminiquota.engine.limit;

import java.util.function.ToLongFunction;

/**
 * How much may be used in some period, of each thing that quotas count.
 *
 * @param requests at least 1, or {@link #ANY}
 * @param tokens at least 1, or {@link #ANY}
 * @param images at least 1, or {@link #ANY}
 */
public record Bounds(long requests, long tokens, long images) {

  /** Not bounded. */
  public static final long ANY = Long.MAX_VALUE;

  /** Nothing is bounded. */
  public static final Bounds NONE = new Bounds(ANY, ANY, ANY);

  /** So much for each thing that quotas count. */
  static Bounds each(ToLongFunction<Dimension> amount) {
    return new Bounds(
        amount.applyAsLong(Dimension.REQUESTS),
        amount.applyAsLong(Dimension.TOKENS),
        amount.applyAsLong(Dimension.IMAGES));
  }

  /** How much it is of what a quota counts. */
  public long of(Dimension dimension) {
    return switch (dimension) {
      case REQUESTS -> requests;
      case TOKENS -> tokens;
      case IMAGES -> images;
    };
  }
}
