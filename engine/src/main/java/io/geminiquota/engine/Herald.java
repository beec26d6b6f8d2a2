package io.geminiquota.engine;

import io.geminiquota.engine.observe.QuotaObserver;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Brings news to those who want to hear them: one after the other, on the timer's thread, so that
 * they may be found under any lock and told under none. Nobody is kept waiting, and no fault of a
 * listener's gets through. Thread-safe.
 */
final class Herald {

  private final TimeSource time;
  private final Timer timer;
  private final List<QuotaObserver> listeners = new CopyOnWriteArrayList<>();
  private final Queue<Consumer<QuotaObserver>> untold = new ConcurrentLinkedQueue<>();
  private final AtomicInteger pending = new AtomicInteger();

  Herald(TimeSource time, Timer timer) {
    this.time = time;
    this.timer = timer;
  }

  /** Somebody wants to hear of what happens from now on. */
  void tellAlso(QuotaObserver listener) {
    listeners.add(listener);
  }

  /** Tells soon, in the order of these calls; costs nothing while nobody listens. */
  void tell(Consumer<QuotaObserver> news) {
    if (listeners.isEmpty()) {
      return;
    }
    untold.add(news);
    if (pending.getAndIncrement() == 0) {
      timer.schedule(time.nanoTime(), this::tellAll);
    }
  }

  private void tellAll() {
    do {
      Consumer<QuotaObserver> news = untold.remove();
      listeners.forEach(listener -> tell(listener, news));
    } while (pending.decrementAndGet() > 0);
  }

  private static void tell(QuotaObserver listener, Consumer<QuotaObserver> news) {
    try {
      news.accept(listener);
    } catch (Throwable fault) {
      // Seen by nobody on purpose: the others are to be told, and held calls to be woken.
    }
  }
}
