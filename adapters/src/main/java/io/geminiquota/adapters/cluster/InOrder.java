package io.geminiquota.adapters.cluster;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Does one thing after the other, in the order in which they came, on whichever thread comes by,
 * and holds no lock meanwhile. Thread-safe.
 */
final class InOrder<T> {

  private final BooleanSupplier begun;
  private final Consumer<T> doing;
  private final Queue<T> todo = new ConcurrentLinkedQueue<>();
  private final AtomicInteger visits = new AtomicInteger();

  /**
   * @param begun whether things are done, or wait; once true, always
   * @param doing does one; does not throw
   */
  InOrder(BooleanSupplier begun, Consumer<T> doing) {
    this.begun = begun;
    this.doing = doing;
  }

  void add(T one) {
    todo.add(one);
    goOn();
  }

  /** Does what is to be done, if it is time; else another thread does that is at it already. */
  void goOn() {
    if (!begun.getAsBoolean() || visits.getAndIncrement() != 0) {
      return;
    }
    int seen = 1;
    do {
      for (T one = todo.poll(); one != null; one = todo.poll()) {
        doing.accept(one);
      }
      seen = visits.addAndGet(-seen);
    } while (seen != 0);
  }
}
