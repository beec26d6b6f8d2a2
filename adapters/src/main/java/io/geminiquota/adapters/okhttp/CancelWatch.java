package io.geminiquota.adapters.okhttp;

import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.Timer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Notices what OkHttp tells no interceptor: that a call was cancelled, or has run out of time,
 * while it is held. One look at all calls, ten times a second, and only while there are any.
 */
final class CancelWatch {

  private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();

  private final TimeSource time;
  private final Timer timer;
  private final Set<Cancellable> watched = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean looking = new AtomicBoolean();
  private volatile boolean closed;

  CancelWatch(TimeSource time, Timer timer) {
    this.time = time;
    this.timer = timer;
  }

  void add(Cancellable call) {
    watched.add(call);
    if (closed) {
      call.cancel();
    }
    lookSoon();
  }

  void remove(Cancellable call) {
    watched.remove(call);
  }

  /** Nobody is to be held any more. */
  void close() {
    closed = true;
    watched.forEach(Cancellable::cancel);
  }

  private void lookSoon() {
    if (looking.compareAndSet(false, true)) {
      timer.schedule(time.nanoTime() + PAUSE_NANOS, this::look);
    }
  }

  private void look() {
    for (Cancellable call : watched) {
      if (call.isCancelled()) {
        call.cancel();
      }
    }
    looking.set(false);
    if (!watched.isEmpty()) {
      lookSoon();
    }
  }
}
