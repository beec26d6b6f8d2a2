package io.geminiquota.testkit.quota;

/** What was used in the present stretch of time. Calls must come with times that never go back. */
interface Window {

  /** The answer of {@link #roomAt} for what can never fit. */
  long NEVER = Long.MAX_VALUE;

  /** Counts {@code weight} units as used at {@code now}. */
  void add(long now, long weight);

  /**
   * The earliest time, not before {@code now}, at which {@code weight} more units fit under {@code
   * limit} if nothing is added until then; {@link #NEVER} if the weight alone exceeds the limit.
   */
  long roomAt(long now, long weight, long limit);
}
