package io.geminiquota.benchmarks.goodput.app;

import java.time.Duration;

/** What stands in front of each request. */
interface Throttle {

  /** Longer than anything here takes: nobody shall be turned away by the library itself. */
  Duration LONGEST_WAIT = Duration.ofHours(1);

  /**
   * Waits for leave, then sends.
   *
   * @param permits what the request uses of the quota
   */
  void send(int permits, Runnable request) throws InterruptedException;

  /** The throttle of a way, set to the limit that the job names. */
  static Throttle of(Job job) {
    return switch (job.way()) {
      case PLAIN, MICRONAUT, SDK_RETRIES, TUTORIAL -> (permits, request) -> request.run();
      case RESILIENCE4J -> new Resilience4jThrottle(job.limit(), job.minute());
      case BUCKET4J_FULL -> new Bucket4jThrottle(job.limit(), job.minute(), job.limit());
      case BUCKET4J_TENTH ->
          new Bucket4jThrottle(job.limit(), job.minute(), Math.max(1, job.limit() / 10));
      case FAILSAFE -> new FailsafeThrottle(job.limit(), job.minute());
      case GUAVA -> new GuavaThrottle(job.limit(), job.minute());
      case CONCURRENCY_LIMITS -> new ConcurrencyLimitsThrottle();
    };
  }
}
