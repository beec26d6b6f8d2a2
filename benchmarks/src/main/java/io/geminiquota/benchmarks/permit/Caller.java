package io.geminiquota.benchmarks.permit;

/** One thread's way to a limiter that it shares with the other threads. */
@FunctionalInterface
interface Caller {

  /**
   * What is measured: one permit is asked for, and taken.
   *
   * @param attempt counts up within a batch, from 0
   */
  boolean isAdmitted(int attempt);

  /** Ends what was admitted in the last batch, so that nothing grows. Not measured. */
  default void endBatch() {}
}
