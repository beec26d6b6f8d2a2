package io.geminiquota.testkit;

/** How the quota "minute" of the simulator moves on. The quota day is always a fixed window. */
public enum Windows {
  /**
   * At every moment the requests of the last minute count. Exact: each request leaves the window
   * one minute, to the nanosecond, after it was counted.
   */
  ROLLING,
  /** Counting starts anew at every full minute since the start of the simulator. */
  FIXED
}
