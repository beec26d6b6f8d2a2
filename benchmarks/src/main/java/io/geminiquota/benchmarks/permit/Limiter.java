package io.geminiquota.benchmarks.permit;

/** What admits, set to a limit that is never reached. Thread-safe. */
@FunctionalInterface
interface Limiter {

  /**
   * A way to it for one thread.
   *
   * @param batch how many attempts are made between two calls of {@link Caller#endBatch}, at most
   */
  Caller caller(int batch);

  /** Ends its threads, if it has any. */
  default void close() {}
}
