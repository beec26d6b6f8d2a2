package io.geminiquota.engine.limit;

import java.time.Duration;

/**
 * How much was used of late, in steps of five minutes, a day and eight hours back. It does not know
 * of midnight: a load goes on past it. Not thread-safe: the gate's lock guards it.
 */
final class UseHistory {

  /** How long a step is, in nanoseconds. */
  static final long STEP = Duration.ofMinutes(5).toNanos();

  /** So many steps are kept that are over. */
  static final int KEPT = 384;

  /** A rate is made of so many at most: a day. */
  private static final int LONGEST = 288;

  /** By the number of the step modulo the length; the present one is among them. */
  private final double[] uses = new double[KEPT + 1];

  private final long begun;

  /** The number of the last step that was written to; the first one is 0. */
  private long latest;

  /** Nothing was used before now, as far as is known. */
  UseHistory(long now) {
    this.begun = now;
  }

  /**
   * Adds what was used between two times, spread evenly; less if the amount is negative.
   *
   * @param since not before the history began
   */
  void add(double amount, long since, long now) {
    advance(number(now));
    if (now - since <= STEP) {
      uses[slot(latest)] += amount;
      return;
    }
    double perNano = amount / (now - since);
    for (long step = Math.max(number(since), latest - KEPT); step <= latest; step++) {
      long from = Math.max(begun + step * STEP, since);
      long to = Math.min(begun + (step + 1) * STEP, now);
      uses[slot(step)] += perNano * (to - from);
    }
  }

  /** How many steps are over that are known, and make a rate. */
  int complete(long now) {
    return (int) Math.min(number(now), LONGEST);
  }

  /** How many steps are over since the history began. */
  long age(long now) {
    return number(now);
  }

  /** What was used in the step that lies so many before the present one, which is 0. */
  double used(int back, long now) {
    long step = number(now) - back;
    return step < 0 || step > latest || step < latest - KEPT ? 0 : uses[slot(step)];
  }

  /**
   * What was used in several steps.
   *
   * @param from so many lie between the last of them and the present one
   * @param to as {@link #used(int, long)} counts, the first of them
   */
  double used(int from, int to, long now) {
    double sum = 0;
    for (int step = from; step <= to; step++) {
      sum += used(step, now);
    }
    return Math.max(0, sum);
  }

  /** How long the present step and so many before last until now, in nanoseconds. */
  long length(int back, long now) {
    return (now - begun) % STEP + back * STEP;
  }

  private void advance(long step) {
    for (long next = Math.max(latest + 1, step - KEPT); next <= step; next++) {
      uses[slot(next)] = 0;
    }
    latest = Math.max(latest, step);
  }

  private long number(long now) {
    return (now - begun) / STEP;
  }

  private int slot(long step) {
    return (int) (step % uses.length);
  }
}
