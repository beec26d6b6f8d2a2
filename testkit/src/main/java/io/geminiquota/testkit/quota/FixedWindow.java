package io.geminiquota.testkit.quota;

import java.util.function.LongUnaryOperator;

/** A stretch of time that ends at a known moment, when counting starts anew. */
final class FixedWindow implements Window {

  private final LongUnaryOperator nextBoundary;
  private long end = Long.MIN_VALUE;
  private long used;

  /**
   * @param nextBoundary for a time, the first boundary after it
   */
  FixedWindow(LongUnaryOperator nextBoundary) {
    this.nextBoundary = nextBoundary;
  }

  @Override
  public void add(long now, long weight) {
    startAnewIfOver(now);
    used += weight;
  }

  @Override
  public long roomAt(long now, long weight, long limit) {
    if (weight > limit) {
      return NEVER;
    }
    startAnewIfOver(now);
    return used + weight <= limit ? now : end;
  }

  private void startAnewIfOver(long now) {
    if (now >= end) {
      end = nextBoundary.applyAsLong(now);
      used = 0;
    }
  }
}
