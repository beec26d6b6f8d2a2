package io.geminiquota.engine;

import io.geminiquota.engine.circuit.CircuitWatcher;
import io.geminiquota.engine.observe.OpenCircuit;

/** Has it told which circuits open and close. */
record HeraldedCircuits(Herald herald) implements CircuitWatcher {

  @Override
  public void opened(OpenCircuit circuit) {
    herald.tell(observer -> observer.circuitOpened(circuit));
  }

  @Override
  public void closed(OpenCircuit circuit) {
    herald.tell(observer -> observer.circuitClosed(circuit));
  }
}
