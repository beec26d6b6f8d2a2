package io.geminiquota.engine.limit;

/**
 * Whether more attempts are refused than usual: a cumulative sum, which notices a jump after a
 * handful of refusals and a small rise after some dozens, and is not impressed by chance. Not
 * thread-safe: the gate's lock guards it.
 */
final class Evidence {

  /** So many more refusals than tolerated are no chance. */
  private static final double ENOUGH = 5;

  /**
   * Whoever looks when the sum is high sees too many refusals; so many usual ones make up for it.
   */
  private static final int MAKEWEIGHT = 40;

  private double sum;
  private int attempts;
  private int refusals;

  /**
   * One attempt more.
   *
   * @param tolerated the share of refusals that is nothing special
   * @return whether this is enough to act
   */
  boolean add(boolean refused, double tolerated) {
    attempts++;
    if (refused) {
      refusals++;
    }
    sum += (refused ? 1 : 0) - tolerated;
    if (sum <= 0) {
      clear();
    }
    return sum > ENOUGH;
  }

  /** Whether nothing was taken since things got worse. */
  boolean allRefused() {
    return refusals == attempts;
  }

  /** The share of refusals since things got worse, carefully. */
  double share(double tolerated) {
    return (refusals + MAKEWEIGHT * tolerated) / (attempts + MAKEWEIGHT);
  }

  void clear() {
    sum = 0;
    attempts = 0;
    refusals = 0;
  }
}
