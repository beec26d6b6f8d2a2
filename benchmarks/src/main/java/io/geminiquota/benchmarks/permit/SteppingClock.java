package io.geminiquota.benchmarks.permit;

import io.geminiquota.engine.TimeSource;
import java.time.Instant;

/** The system's clock, which can be put forward. For one thread. */
final class SteppingClock implements TimeSource {

  private long ahead;

  /** Puts it forward. */
  void step(long nanos) {
    ahead += nanos;
  }

  @Override
  public long nanoTime() {
    return System.nanoTime() + ahead;
  }

  @Override
  public Instant now() {
    return Instant.now();
  }
}
