package io.geminiquota.benchmarks.goodput.app;

import dev.failsafe.RateLimiter;
import java.time.Duration;

/**
 * Failsafe's smooth rate limiter. Its bursty one counts in minutes of its own, as Resilience4j
 * does, and fares no better.
 */
final class FailsafeThrottle implements Throttle {

  private final RateLimiter<Object> limiter;

  FailsafeThrottle(long limit, Duration minute) {
    limiter = RateLimiter.smoothBuilder(limit, minute).withMaxWaitTime(LONGEST_WAIT).build();
  }

  @Override
  public void send(int permits, Runnable request) throws InterruptedException {
    limiter.acquirePermits(permits);
    request.run();
  }
}
