package io.geminiquota.engine.observe;

import io.geminiquota.engine.route.GeminiCall;

/** Sees nothing. */
enum Unobserved implements CallObserver, Observation, Observation.Scope {
  INSTANCE;

  @Override
  public Observation begin(GeminiCall call) {
    return this;
  }

  @Override
  public void close() {}
}
