package io.geminiquota.benchmarks.cluster;

/** One of what is measured. */
interface Trip {

  /**
   * Begins it.
   *
   * @param done told once when it has ended, on any thread
   */
  void go(Runnable done);
}
