package io.geminiquota.benchmarks.goodput.app;

import com.google.common.util.concurrent.RateLimiter;
import java.time.Duration;

/**
 * Guava's rate limiter. It saves a second's permits while nothing is asked of it, and that second
 * cannot be scaled.
 */
final class GuavaThrottle implements Throttle {

  private final RateLimiter limiter;

  GuavaThrottle(long limit, Duration minute) {
    limiter = RateLimiter.create(limit * 1e9 / minute.toNanos());
  }

  @Override
  public void send(int permits, Runnable request) {
    limiter.acquire(permits);
    request.run();
  }
}
