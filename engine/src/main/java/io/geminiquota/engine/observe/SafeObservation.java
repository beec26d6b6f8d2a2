package io.geminiquota.engine.observe;

import io.geminiquota.engine.route.GeminiCall;
import java.util.function.Consumer;

/** Keeps whatever an observer throws away from the call: telemetry must never break it. */
public final class SafeObservation implements Observation {

  private final Observation delegate;

  private SafeObservation(Observation delegate) {
    this.delegate = delegate;
  }

  /** Begins an observation that cannot throw. */
  public static Observation begin(CallObserver observer, GeminiCall call) {
    try {
      Observation begun = observer.begin(call);
      return begun == Unobserved.INSTANCE || begun instanceof SafeObservation
          ? begun
          : new SafeObservation(begun);
    } catch (Throwable fault) {
      return Unobserved.INSTANCE;
    }
  }

  @Override
  public Scope activate() {
    try {
      Scope scope = delegate.activate();
      return scope == Unobserved.INSTANCE ? scope : () -> quietly(scope::close);
    } catch (Throwable fault) {
      return Unobserved.INSTANCE;
    }
  }

  @Override
  public void held(Hold hold) {
    quietly(() -> delegate.held(hold));
  }

  @Override
  public void cached(CacheUse use) {
    quietly(() -> delegate.cached(use));
  }

  @Override
  public void rerouted(Rerouting rerouting) {
    quietly(() -> delegate.rerouted(rerouting));
  }

  @Override
  public void attempted(Attempt attempt) {
    quietly(() -> delegate.attempted(attempt));
  }

  @Override
  public void caused(Consumer<QuotaObserver> news) {
    quietly(() -> delegate.caused(news));
  }

  @Override
  public void decided(Remedy remedy) {
    quietly(() -> delegate.decided(remedy));
  }

  @Override
  public void finished(Outcome outcome) {
    quietly(() -> delegate.finished(outcome));
  }

  private static void quietly(Runnable event) {
    try {
      event.run();
    } catch (Throwable fault) {
      // Seen by nobody on purpose: the call goes on, and an observer reports its own faults.
    }
  }
}
