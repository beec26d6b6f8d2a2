package io.geminiquota.engine.circuit;

import io.geminiquota.engine.observe.OpenCircuit;

/**
 * Hears which circuits open and close. Told under locks of the board's: it only notes what it
 * hears, and tells others later.
 */
public interface CircuitWatcher {

  /** A circuit has opened, as it stands there now. */
  void opened(OpenCircuit circuit);

  /** A circuit was closed, as it stood at its end. */
  void closed(OpenCircuit circuit);

  /** Hears nothing. */
  static CircuitWatcher none() {
    return UnwatchedBoard.INSTANCE;
  }
}
