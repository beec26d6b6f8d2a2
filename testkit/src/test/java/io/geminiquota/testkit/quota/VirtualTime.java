package io.geminiquota.testkit.quota;

import java.time.Duration;
import java.time.Instant;

/** A clock that only moves when it is told to. */
final class VirtualTime {

  private long nanos;

  Timeline timelineFrom(Instant start) {
    return new Timeline(() -> nanos, start);
  }

  long now() {
    return nanos;
  }

  void advance(long nanos) {
    this.nanos += nanos;
  }

  void advance(Duration duration) {
    advance(duration.toNanos());
  }
}
