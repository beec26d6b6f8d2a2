package io.geminiquota.micronaut.client;

import io.micronaut.core.annotation.Internal;

/** What hangs on the thread that makes a call, and has to be where the call runs. */
@Internal
@FunctionalInterface
public interface CallContext {

  /** The context of the current thread. */
  Taken take();

  /** A context that was taken from one thread, to be entered on another. */
  @FunctionalInterface
  interface Taken {

    /**
     * Enters it on the current thread.
     *
     * @return leaves it again, on the same thread
     */
    Runnable enter();
  }
}
