package io.geminiquota.benchmarks.goodput.app;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;

/** Resilience4j: so many permits in each minute, which begins when the limiter is made. */
final class Resilience4jThrottle implements Throttle {

  private final RateLimiter limiter;

  Resilience4jThrottle(long limit, Duration minute) {
    limiter =
        RateLimiter.of(
            "gemini",
            RateLimiterConfig.custom()
                .limitForPeriod(Math.toIntExact(limit))
                .limitRefreshPeriod(minute)
                .timeoutDuration(LONGEST_WAIT)
                .build());
  }

  @Override
  public void send(int permits, Runnable request) {
    RateLimiter.waitForPermission(limiter, permits);
    request.run();
  }
}
