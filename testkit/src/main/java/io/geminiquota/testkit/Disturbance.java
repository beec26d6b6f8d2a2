package io.geminiquota.testkit;

import java.time.Duration;
import java.util.Random;

/**
 * How slow and how unreliable the models are: a seeded sequence, one draw for each admitted
 * request. Not thread-safe.
 */
final class Disturbance {

  private final Duration minLatency;
  private final Duration maxLatency;
  private final double unavailableShare;
  private final Random random;

  Disturbance(Duration minLatency, Duration maxLatency, double unavailableShare, long seed) {
    this.minLatency = minLatency;
    this.maxLatency = maxLatency;
    this.unavailableShare = unavailableShare;
    this.random = new Random(seed);
  }

  Duration nextLatency() {
    long spread = maxLatency.minus(minLatency).toNanos();
    return minLatency.plusNanos(Math.round(random.nextDouble() * spread));
  }

  boolean nextIsUnavailable() {
    return random.nextDouble() < unavailableShare;
  }
}
