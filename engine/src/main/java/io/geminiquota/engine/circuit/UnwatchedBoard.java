package io.geminiquota.engine.circuit;

import io.geminiquota.engine.observe.OpenCircuit;

/** Hears nothing. */
enum UnwatchedBoard implements CircuitWatcher {
  INSTANCE;

  @Override
  public void opened(OpenCircuit circuit) {}

  @Override
  public void closed(OpenCircuit circuit) {}
}
