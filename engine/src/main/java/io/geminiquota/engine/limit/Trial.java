package io.geminiquota.engine.limit;

/**
 * A fixed number of attempts at a pace that was just lowered, to see whether that helped. Not
 * thread-safe: the gate's lock guards it.
 */
final class Trial {

  private static final int LEAST = 12;
  private static final int MOST = 40;
  private static final double SECONDS = 4;

  /** With more refusals than this share of the trial, no more are needed to see its end. */
  private static final double LOST = 0.6;

  private final int length;
  private int attempts;
  private int refusals;

  /**
   * @param rate attempts per second
   */
  Trial(double rate) {
    this.length = (int) Math.max(LEAST, Math.min(MOST, SECONDS * rate));
  }

  /**
   * One attempt more.
   *
   * @return whether the trial is over
   */
  boolean add(boolean refused) {
    attempts++;
    if (refused) {
      refusals++;
    }
    return attempts == length || refusals > LOST * length;
  }

  /** The share that was refused. */
  double share() {
    return (double) refusals / attempts;
  }
}
