package io.geminiquota.testkit.quota;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * The simulator's only source of time: nanoseconds since its start, never going back, and the
 * instant they stand for.
 */
public final class Timeline {

  private final LongSupplier nanoTime;
  private final long origin;
  private final Instant start;

  /**
   * @param nanoTime a clock like {@link System#nanoTime()}
   * @param start the instant that the clock's present reading stands for
   */
  public Timeline(LongSupplier nanoTime, Instant start) {
    this.nanoTime = nanoTime;
    this.origin = nanoTime.getAsLong();
    this.start = start;
  }

  /** The time of this machine, starting now. */
  public static Timeline ofThisMachine() {
    return new Timeline(System::nanoTime, Instant.now());
  }

  /** Nanoseconds since the start. */
  public long now() {
    return nanoTime.getAsLong() - origin;
  }

  /** The instant at which this many nanoseconds had passed. */
  public Instant instantAt(long nanos) {
    return start.plusNanos(nanos);
  }

  /** How many nanoseconds after the start an instant lies. */
  public long nanosAt(Instant instant) {
    return Duration.between(start, instant).toNanos();
  }
}
