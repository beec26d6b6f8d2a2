package io.geminiquota.testkit;

/** What the simulator decided about a request. */
public enum Verdict {
  /** Served. */
  OK,
  /** Rejected: the minute's requests are used up. */
  RATE_REQUESTS_PER_MINUTE,
  /** Rejected: the minute's input tokens are used up. */
  RATE_TOKENS_PER_MINUTE,
  /** Rejected: the minute's images are used up. */
  RATE_IMAGES_PER_MINUTE,
  /** Rejected: the day's requests are used up. */
  QUOTA_REQUESTS_PER_DAY,
  /** Rejected: too many requests at the same time. */
  CONCURRENCY,
  /** Rejected: a limit is 0, no request can ever pass. */
  QUOTA_ZERO,
  /** Admitted and counted by the quotas, then failed with a random 503. */
  UNAVAILABLE,
  /** Refused before any quota was asked: the credentials are missing or no good. */
  AUTH,
  /** Refused before any quota was asked: the body is no JSON object or names no model. */
  BAD_REQUEST,
  /** Refused before any quota was asked: nothing is served at this path. */
  NOT_FOUND,
  /** Answered by script, past all quotas. */
  SCRIPTED
}
