package io.geminiquota.cluster.redis;

/**
 * Is told, in one line for a person, what keeps the store from being asked, and when it is back.
 */
@FunctionalInterface
public interface Trouble {

  /**
   * Says a line: once when a trouble begins, once when it is over, never more than two a minute of
   * one topic. Never holds a password.
   *
   * @param topic a constant for each sort of trouble
   * @param line what happened, what becomes of it, and what to do
   */
  void tell(String topic, String line);
}
