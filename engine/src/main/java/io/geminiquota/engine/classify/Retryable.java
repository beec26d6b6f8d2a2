package io.geminiquota.engine.classify;

/** Whether waiting can cure a failure. */
public enum Retryable {
  /** Seconds to minutes of waiting can help. */
  SOON,
  /** Only the reset of the quota day helps. */
  AFTER_DAILY_RESET,
  /** Waiting alone can never help: something has to be changed. */
  NEVER
}
