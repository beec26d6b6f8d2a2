package io.geminiquota.engine.limit;

/**
 * What the server may have counted of a gate's requests in its window when it judged an attempt.
 *
 * @param granted what it had let through
 * @param rejected what it had turned away, which some servers count, too
 */
public record WindowUse(UseRange granted, UseRange rejected) {

  /** Nothing was used. */
  public static final WindowUse NOTHING = new WindowUse(UseRange.NOTHING, UseRange.NOTHING);

  /** What it counted, if it counts what it turns away. */
  public UseRange withRejected() {
    return granted.plus(rejected);
  }
}
