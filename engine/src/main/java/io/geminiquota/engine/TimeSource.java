package io.geminiquota.engine;

import java.time.Instant;

/**
 * The only clock of the engine. Production reads the system's clocks; tests turn the hands
 * themselves, which is why limits and retries are tested without sleeping.
 */
public interface TimeSource {

  /** Monotonic time in nanoseconds, with an arbitrary origin: only differences mean something. */
  long nanoTime();

  /** Wall-clock time: for quota days, for telling a person until when. */
  Instant now();

  /** The clocks of this machine. */
  static TimeSource system() {
    return SystemTimeSource.INSTANCE;
  }
}
