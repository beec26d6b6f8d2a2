package io.geminiquota.engine.classify;

/** The period over which a quota counts. */
public enum Window {
  MINUTE,
  DAY,
  /** The body does not say. */
  UNKNOWN
}
