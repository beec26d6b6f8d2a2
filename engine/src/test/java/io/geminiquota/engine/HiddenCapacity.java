package io.geminiquota.engine;

import io.geminiquota.engine.route.GeminiCall;
import java.time.Duration;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/**
 * A server in virtual time that takes so many requests per second as it has room for just now,
 * turns all others away and tells nobody how many that are; some fail by chance.
 */
final class HiddenCapacity implements VirtualBackend {

  private static final double STEP = 0.1;

  /** A pool evens out what arrives within so many seconds. */
  private static final double BURST_SECONDS = 0.5;

  private final VirtualTime time;
  private final DoubleUnaryOperator perSecond;
  private final double chance;
  private final Failure refusal;
  private final Random random;

  private double room;
  private double filledUpTo;
  private int requests;

  /**
   * @param perSecond the capacity at a second of its life
   * @param chance the share of requests that fail whatever the load
   */
  HiddenCapacity(
      VirtualTime time, DoubleUnaryOperator perSecond, double chance, Failure refusal, int seed) {
    this.time = time;
    this.perSecond = perSecond;
    this.chance = chance;
    this.refusal = refusal;
    this.random = new Random(~seed);
  }

  @Override
  public Failure receive(GeminiCall call) {
    requests++;
    for (double now = seconds(time.elapsed()); filledUpTo < now; ) {
      double step = Math.min(STEP, now - filledUpTo);
      double capacity = perSecond.applyAsDouble(filledUpTo);
      room = Math.min(Math.max(1, capacity * BURST_SECONDS), room + capacity * step);
      filledUpTo = step < STEP ? now : filledUpTo + step;
    }
    if (random.nextDouble() < chance || room < 1) {
      return refusal;
    }
    room--;
    return null;
  }

  int requests() {
    return requests;
  }

  /** What could be done in some time, of a demand of so many requests per second. */
  double capacity(Duration length, double demand) {
    double sum = 0;
    for (double at = 0; at < seconds(length); at += STEP) {
      sum += Math.min(demand, perSecond.applyAsDouble(at)) * STEP;
    }
    return sum;
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
