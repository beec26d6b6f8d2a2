package io.geminiquota.benchmarks.goodput;

import java.time.Duration;
import java.util.Optional;

/**
 * That the processes share the quota through a Redis.
 *
 * @param outage when it is gone, if it is
 */
record Sharing(Optional<Outage> outage) {

  /**
   * The Redis is killed, and comes back with nothing.
   *
   * @param after the start of the run
   * @param length how long it is gone
   */
  record Outage(Duration after, Duration length) {}

  static Sharing steady() {
    return new Sharing(Optional.empty());
  }

  static Sharing with(Outage outage) {
    return new Sharing(Optional.of(outage));
  }
}
