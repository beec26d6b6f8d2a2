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
  public Scope activate() {
    return this;
  }

  @Override
  public void held(Hold hold) {}

  @Override
  public void attempted(Attempt attempt) {}

  @Override
  public void finished(Outcome outcome) {}

  @Override
  public void close() {}
}
