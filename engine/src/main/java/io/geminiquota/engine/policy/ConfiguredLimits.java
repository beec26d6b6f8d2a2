package io.geminiquota.engine.policy;

/** What becomes of a configured limit when the server tells another one. */
public enum ConfiguredLimits {
  /** A lower limit that the server tells is kept instead. */
  CEILING,
  /** The configured limit is kept whatever the server tells. */
  AUTHORITY
}
