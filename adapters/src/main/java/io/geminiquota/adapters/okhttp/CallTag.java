package io.geminiquota.adapters.okhttp;

import io.geminiquota.engine.Scope;
import io.geminiquota.engine.cache.Cacheable;
import io.geminiquota.engine.route.GeminiCall;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * What travels with a Gemini request, as a tag that only we can see: which call it makes, and who
 * carries it. Every OkHttp call has its own; an attempt that we make ourselves is carried from the
 * start.
 */
final class CallTag {

  private final Executor callbacks;
  private final GeminiCall call;
  private final @Nullable Scope scope;
  private final boolean faultsAreOurs;
  private final @Nullable Cacheable cacheable;
  private boolean claimed;
  private @Nullable Cancellable waiting;
  private @Nullable Exchange exchange;

  /**
   * @param callbacks runs what the application wants to be told, where OkHttp would
   * @param call what the request asks for
   * @param scope the annotated methods that it is made in, null for none
   * @param faultsAreOurs whether we have taken over from the SDK to retry connection faults: a
   *     request that may have arrived is sent again only where it would have been without us
   * @param cacheable what it has in common with identical calls, null if it shares no answers
   */
  CallTag(
      Executor callbacks,
      GeminiCall call,
      @Nullable Scope scope,
      boolean faultsAreOurs,
      @Nullable Cacheable cacheable) {
    this.callbacks = callbacks;
    this.call = call;
    this.scope = scope;
    this.faultsAreOurs = faultsAreOurs;
    this.cacheable = cacheable;
  }

  /** The tag of another attempt of the same call. */
  CallTag ofAttempt(Exchange exchange) {
    CallTag tag = new CallTag(callbacks, call, scope, faultsAreOurs, null);
    tag.claimed = true;
    tag.exchange = exchange;
    return tag;
  }

  /** Runs the application's code where OkHttp would run it, never on the thread of the timer. */
  void later(Runnable delivery) {
    try {
      callbacks.execute(delivery);
    } catch (RejectedExecutionException e) {
      delivery.run();
    }
  }

  GeminiCall call() {
    return call;
  }

  @Nullable Scope scope() {
    return scope;
  }

  boolean faultsAreOurs() {
    return faultsAreOurs;
  }

  @Nullable Cacheable cacheable() {
    return cacheable;
  }

  /** Who waits for another call's answer instead of being carried, null for nobody any more. */
  synchronized void waiting(@Nullable Cancellable waiter) {
    waiting = waiter;
  }

  synchronized @Nullable Cancellable waiting() {
    return waiting;
  }

  /** Claims the call for whoever asks first; false when it is carried already. */
  synchronized boolean claim() {
    boolean first = !claimed;
    claimed = true;
    return first;
  }

  synchronized void carriedBy(Exchange carrier) {
    exchange = carrier;
  }

  /** The call is not carried after all: it runs as it is. */
  synchronized void letGo() {
    exchange = null;
  }

  synchronized @Nullable Exchange exchange() {
    return exchange;
  }

  void departed() {
    Exchange carrier = exchange();
    if (carrier != null) {
      carrier.departed();
    }
  }
}
