package io.geminiquota.engine.limit;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * A lock that is held for moments only, so that whoever finds it taken looks again rather than
 * queues: to be woken takes a hundred times as long as to wait. To give it back is a plain store,
 * where other locks must look for those who wait. Not reentrant, not fair.
 */
final class MomentLock {

  /** Longer than it is held by a thread that runs. */
  private static final int LOOKS = 200;

  /** For one that was interrupted by its operating system. */
  private static final long NAP_NANOS = 50_000;

  private final AtomicBoolean taken = new AtomicBoolean();

  /** Takes it, as soon as it is free. */
  void lock() {
    if (!taken.compareAndSet(false, true)) {
      wrest();
    }
  }

  /** Gives it back. */
  void unlock() {
    taken.setRelease(false);
  }

  private void wrest() {
    int looks = 0;
    do {
      while (taken.getOpaque()) {
        looks++;
        if (looks <= LOOKS) {
          Thread.onSpinWait();
        } else {
          LockSupport.parkNanos(this, NAP_NANOS);
        }
      }
    } while (!taken.compareAndSet(false, true));
  }
}
