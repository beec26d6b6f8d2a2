package io.geminiquota.benchmarks.goodput;

import io.geminiquota.testkit.RequestRecord;
import java.util.function.Consumer;

/**
 * The clock of a simulator in this JVM, read off from the answers that it has just given: the least
 * difference to this JVM's clock is the true one but for microseconds. Thread-safe.
 */
final class SimulatorClock implements Consumer<RequestRecord> {

  private long difference = Long.MAX_VALUE;

  @Override
  public synchronized void accept(RequestRecord answered) {
    difference = Math.min(difference, System.nanoTime() - answered.answeredNanos());
  }

  /** Nanoseconds since the start of the simulator. At least one answer must have been given. */
  synchronized long now() {
    return System.nanoTime() - difference;
  }
}
