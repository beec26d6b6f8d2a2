package io.geminiquota.testkit;

/** Whether a request that a quota rejected uses up quota itself. */
public enum RejectedRequests {
  /** A rejected request leaves no trace. */
  NOT_COUNTED,
  /**
   * A rejected request counts in the requests of the minute and of the day, as if it had been
   * served. Tokens and images are charged to served requests only.
   */
  COUNTED
}
