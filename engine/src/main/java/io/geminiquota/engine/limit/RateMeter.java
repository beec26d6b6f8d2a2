package io.geminiquota.engine.limit;

/**
 * How many attempts were sent in a second of late, weighted so that the last two seconds count
 * most. Not thread-safe: the gate's lock guards it.
 */
final class RateMeter {

  /** Lower rates are not measured well in so short a time. */
  static final double LEAST = 2;

  private static final double SECOND = 1e9;
  private static final double MEMORY_SECONDS = 2;

  /** So much sooner than what is remembered, the difference is less than one in a million. */
  private static final double SOON = 0.001;

  private double rate;
  private long countedAt;

  RateMeter(long now) {
    this.countedAt = now;
  }

  void count(long now) {
    double seconds = (now - countedAt) / SECOND;
    rate = rate * decay(seconds / MEMORY_SECONDS) + 1 / MEMORY_SECONDS;
    countedAt = now;
  }

  /** What is left of 1 after so long; a shorter way to it where attempts follow each other soon. */
  private static double decay(double memories) {
    return memories < SOON ? 1 - memories : Math.exp(-memories);
  }

  /** Attempts per second when the last one was counted. */
  double perSecond() {
    return rate;
  }
}
