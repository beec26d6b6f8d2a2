package io.geminiquota.adapters;

import io.geminiquota.engine.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until the test turns its hands. */
public final class Clock implements TimeSource {

  private final Instant start = Instant.now();
  private final AtomicLong elapsed = new AtomicLong();

  /** Turns the hands. */
  public void advance(Duration by) {
    elapsed.addAndGet(by.toNanos());
  }

  @Override
  public long nanoTime() {
    return elapsed.get();
  }

  @Override
  public Instant now() {
    return start.plusNanos(elapsed.get());
  }
}
