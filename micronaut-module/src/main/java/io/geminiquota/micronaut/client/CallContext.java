package io.geminiquota.micronaut.client;

import io.micronaut.core.annotation.Internal;

/** What hangs on the thread that makes an asynchronous call, and has to go where it runs. */
@Internal
@FunctionalInterface
public interface CallContext {

  /** The same call, to be run in the context of the current thread. */
  Runnable inContext(Runnable call);
}
