package io.geminiquota.engine.limit;

import java.time.Duration;

/**
 * How much longer than the server's window a use is kept, because requests do not take equally long
 * to arrive: one that was slow followed by one that was fast are closer together for the server
 * than for us.
 */
final class Guard {

  /** A thousandth of a minute is 60 ms, far above the jitter of a connection that stands. */
  private static final int SHARE = 1000;

  /** The hiccups of a busy JVM do not shrink with the window. */
  private static final long LEAST_NANOS = Duration.ofMillis(25).toNanos();

  private Guard() {}

  /** The guard for a window, in nanoseconds. */
  static long of(Duration window) {
    return Math.max(window.toNanos() / SHARE, LEAST_NANOS);
  }
}
