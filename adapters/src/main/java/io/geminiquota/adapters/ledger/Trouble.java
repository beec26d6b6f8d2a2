package io.geminiquota.adapters.ledger;

/** Is told, in one line for a person, what keeps the ledger from being kept. */
@FunctionalInterface
public interface Trouble {

  /**
   * Says a line. The same trouble may be told again and again, a minute apart: what is heard of it
   * is to be throttled.
   *
   * @param topic a constant for each sort of trouble
   * @param line what happened, and what becomes of it
   */
  void tell(String topic, String line);
}
