package io.geminiquota.benchmarks.permit;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Where the threads of a benchmark wait for each other, so that all begin at once. They spin,
 * because who was parked comes too late. Nobody waits long: at the end of an iteration the others
 * have gone.
 */
final class Rendezvous {

  private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(10);

  /** How often each thread was here. */
  private final AtomicLongArray visits;

  Rendezvous(int threads) {
    visits = new AtomicLongArray(threads);
  }

  /**
   * Waits until all have been here as often.
   *
   * @param thread its number, from 0
   */
  void meet(int thread) {
    long visit = visits.incrementAndGet(thread);
    long start = System.nanoTime();
    for (int other = 0; other < visits.length(); other++) {
      while (visits.get(other) < visit && System.nanoTime() - start < PATIENCE) {
        Thread.onSpinWait();
      }
    }
  }
}
