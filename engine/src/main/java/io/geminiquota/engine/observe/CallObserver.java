package io.geminiquota.engine.observe;

import io.geminiquota.engine.route.GeminiCall;

/**
 * Told of every governed call. Implementations are quick, hold no locks while they wait, and may
 * throw: what they throw is swallowed, never seen by the application.
 */
public interface CallObserver {

  /**
   * A call begins, on the application's own thread, before anything is held or sent.
   *
   * @return what is to be told of this call from now on
   */
  Observation begin(GeminiCall call);

  /** Sees nothing. */
  static CallObserver none() {
    return Unobserved.INSTANCE;
  }
}
