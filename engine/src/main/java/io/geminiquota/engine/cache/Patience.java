package io.geminiquota.engine.cache;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A wait that is bounded. The timer holds nothing of a call whose wait is over. */
final class Patience implements Runnable {

  private final AtomicReference<@Nullable CachedCall> waiting;

  Patience(CachedCall call) {
    this.waiting = new AtomicReference<>(call);
  }

  /** The call does not wait any more. */
  void end() {
    waiting.set(null);
  }

  @Override
  public void run() {
    CachedCall call = waiting.getAndSet(null);
    if (call != null) {
      call.lostPatience();
    }
  }
}
