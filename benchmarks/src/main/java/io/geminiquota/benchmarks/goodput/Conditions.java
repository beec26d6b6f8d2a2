package io.geminiquota.benchmarks.goodput;

import java.time.Duration;

/**
 * What all scenarios have in common.
 *
 * @param minute how long the quota's minute is
 * @param rpm how many requests it allows
 * @param threads how many calls a process makes at the same time at most
 */
record Conditions(Duration minute, int rpm, int threads) {

  static final String MODEL = "gemini-2.5-flash";

  static final Duration LEAST_LATENCY = Duration.ofMillis(50);
  static final Duration MOST_LATENCY = Duration.ofMillis(150);
}
