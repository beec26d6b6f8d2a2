package io.geminiquota.engine.observe;

import java.time.Instant;
import java.util.List;

/**
 * What stands at the gates at a moment, and what is not sent at all. Each gate is looked at on its
 * own, so two gates may be some microseconds apart.
 *
 * @param at when it was looked at
 * @param gates that calls went through within the last day, in the order of their ids
 * @param circuits that are open, in the order of their ids; usually none
 */
public record EngineState(Instant at, List<GateState> gates, List<OpenCircuit> circuits) {

  /** Copies the lists, so that a state never changes. */
  public EngineState {
    gates = List.copyOf(gates);
    circuits = List.copyOf(circuits);
  }
}
