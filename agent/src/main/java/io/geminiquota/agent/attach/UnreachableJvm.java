package io.geminiquota.agent.attach;

/** A JVM that cannot be reached; the message says why, and what to do. */
final class UnreachableJvm extends Exception {

  private static final long serialVersionUID = 1;

  UnreachableJvm(String message) {
    super(message);
  }
}
