package io.geminiquota.benchmarks.demo;

import java.time.Duration;

/**
 * What every run has to cope with.
 *
 * @param calls how many prompts are asked
 * @param workers how many of them at the same time
 * @param rpm how many requests the quota allows in any window of a minute
 * @param minute how long that minute is
 * @param latency how long an answer takes
 */
record Rules(int calls, int workers, int rpm, Duration minute, Duration latency) {

  /** How many windows all calls fill, the last one perhaps in part. */
  int windows() {
    return (calls + rpm - 1) / rpm;
  }

  /**
   * The least time in which anybody can get all answers: the last request has to wait until all
   * windows but its own have passed, and then for its answer.
   */
  Duration dictated() {
    return minute.multipliedBy(windows() - 1).plus(latency);
  }
}
