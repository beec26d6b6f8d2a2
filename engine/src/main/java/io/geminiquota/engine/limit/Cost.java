package io.geminiquota.engine.limit;

import java.util.function.ToLongFunction;

/**
 * What one attempt uses of the quotas.
 *
 * @param requests 1, or the number of texts in a batch embedding
 * @param tokens of the prompt; an estimate until the answer tells
 * @param images that are asked for
 */
public record Cost(long requests, long tokens, long images) {

  /** A request of which nothing else is known. */
  public static final Cost ONE_REQUEST = new Cost(1, 0, 0);

  /** What uses no quota. */
  public static final Cost NOTHING = new Cost(0, 0, 0);

  /** Nothing counts that is negative. */
  public Cost {
    requests = Math.max(requests, 0);
    tokens = Math.max(tokens, 0);
    images = Math.max(images, 0);
  }

  /** So much for each thing that quotas count. */
  static Cost each(ToLongFunction<Dimension> amount) {
    return new Cost(
        amount.applyAsLong(Dimension.REQUESTS),
        amount.applyAsLong(Dimension.TOKENS),
        amount.applyAsLong(Dimension.IMAGES));
  }

  /** How much it is of what a quota counts. */
  long of(Dimension dimension) {
    // Asked so often that the table behind a switch over an enum would be felt.
    return dimension == Dimension.REQUESTS
        ? requests
        : dimension == Dimension.TOKENS ? tokens : images;
  }

  Cost plus(Cost other) {
    return new Cost(requests + other.requests, tokens + other.tokens, images + other.images);
  }

  Cost minus(Cost other) {
    return new Cost(requests - other.requests, tokens - other.tokens, images - other.images);
  }

  /** The same with the number of tokens that the answer told. */
  public Cost withTokens(long actual) {
    return new Cost(requests, actual, images);
  }
}
