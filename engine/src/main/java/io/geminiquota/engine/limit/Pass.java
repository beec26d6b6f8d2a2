package io.geminiquota.engine.limit;

/**
 * What an attempt needs beside room at its gate. Asked under the gate's lock, so it answers at once
 * and takes no lock that is held while a gate is asked.
 */
public interface Pass {

  /** Whether it would be turned away now: then it has no business in the queue. */
  boolean isShut();

  /**
   * Goes through. What was taken for it is given back by whoever made the pass.
   *
   * @return false if it is turned away instead
   */
  boolean enter();
}
