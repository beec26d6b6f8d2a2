package io.geminiquota.engine.observe;

/**
 * Told of what happens to quotas and circuits, whoever's call it was. News come one after the
 * other, in the order in which they happened, within about a second; on the engine's timer thread,
 * so no call waits for them and no lock is held. Implementations are quick all the same, because
 * that thread also wakes calls that are held: what takes time they hand on. What they throw is
 * swallowed.
 */
public interface QuotaObserver {

  /** A limit was learned, or another one is in force. */
  default void limitChanged(LimitChange change) {}

  /** From now on, calls that are known to fail are not sent. */
  default void circuitOpened(OpenCircuit circuit) {}

  /**
   * They are sent again: something worked, or a person has reset the circuit.
   *
   * @param circuit as it stood at its end
   */
  default void circuitClosed(OpenCircuit circuit) {}

  /** Two projects or keys have turned out to be one, or seem to be: the ground says which. */
  default void sameProject(SameProject same) {}

  /** The quota of a day comes to its end. */
  default void alert(QuotaAlert alert) {}
}
