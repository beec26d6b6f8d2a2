package io.geminiquota.engine;

/**
 * Wakes the engine, which never waits by itself. Production uses one daemon thread; tests turn the
 * hands of a clock.
 */
@FunctionalInterface
public interface Timer {

  /**
   * Runs a task at or soon after a time, once, on any thread, never inside this call.
   *
   * @param nanoTime when, on the scale of {@link TimeSource#nanoTime}
   * @param task quick and non-blocking; it does not throw
   */
  void schedule(long nanoTime, Runnable task);
}
