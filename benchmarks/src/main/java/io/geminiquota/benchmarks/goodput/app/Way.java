package io.geminiquota.benchmarks.goodput.app;

/** How the application lives with a quota. */
public enum Way {
  /** The SDK as it comes: not a line about quotas. */
  PLAIN,
  /** The same in an annotated bean of a Micronaut application. */
  MICRONAUT,
  /** The SDK's own retries as they come, their pauses as much shorter as the minute is. */
  SDK_RETRIES,
  /** The SDK's retries off, and the backoff of the tutorials around each call; so below, too. */
  TUTORIAL,
  /** Resilience4j's rate limiter: so many permits at the beginning of each of its own minutes. */
  RESILIENCE4J,
  /** Bucket4j, refilled evenly, with a bucket that holds a minute's quota. */
  BUCKET4J_FULL,
  /** Bucket4j, refilled evenly, with a bucket that holds a tenth of a minute's quota. */
  BUCKET4J_TENTH,
  /** Failsafe's smooth rate limiter: evenly spaced. */
  FAILSAFE,
  /** Guava's rate limiter: evenly spaced, after a pause it saves up to a second's permits. */
  GUAVA,
  /** Netflix's concurrency-limits: as many at once as go well, fewer when one is rejected. */
  CONCURRENCY_LIMITS
}
