package io.geminiquota.agent.explain;

/** There is nothing to explain, because what was given cannot be read as text. */
final class UnusableInput extends Exception {

  private static final long serialVersionUID = 1;

  /**
   * @param message what happened and what to do, one line
   */
  UnusableInput(String message) {
    super(message);
  }
}
