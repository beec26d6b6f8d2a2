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

  private double rate;
  private long countedAt;

  RateMeter(long now) {
    this.countedAt = now;
  }

  void count(long now) {
    double seconds = (now - countedAt) / SECOND;
    rate = rate * Math.exp(-seconds / MEMORY_SECONDS) + 1 / MEMORY_SECONDS;
    countedAt = now;
  }

  /** Attempts per second when the last one was counted. */
  double perSecond() {
    return rate;
  }
}
