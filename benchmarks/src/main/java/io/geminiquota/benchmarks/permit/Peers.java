package io.geminiquota.benchmarks.permit;

import com.google.common.util.concurrent.RateLimiter;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.local.SynchronizationStrategy;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.internal.AtomicRateLimiter;
import io.github.resilience4j.ratelimiter.internal.SemaphoreBasedRateLimiter;
import java.time.Duration;

/** The limiters that people put in front of the SDK, each asked in the way that never waits. */
final class Peers {

  /** A permit for each nanosecond: nobody can ask that often. */
  private static final int A_SECONDS_PERMITS = 1_000_000_000;

  private static final Duration SECOND = Duration.ofSeconds(1);

  private Peers() {}

  static Limiter resilience4jAtomic() {
    AtomicRateLimiter limiter = new AtomicRateLimiter("permit", resilience4j());
    return batch -> attempt -> limiter.acquirePermission(1);
  }

  static Limiter resilience4jSemaphore() {
    SemaphoreBasedRateLimiter limiter = new SemaphoreBasedRateLimiter("permit", resilience4j());
    return new Limiter() {
      @Override
      public Caller caller(int batch) {
        return attempt -> limiter.acquirePermission(1);
      }

      @Override
      public void close() {
        limiter.shutdown();
      }
    };
  }

  private static RateLimiterConfig resilience4j() {
    return RateLimiterConfig.custom()
        .limitForPeriod(A_SECONDS_PERMITS)
        .limitRefreshPeriod(SECOND)
        .timeoutDuration(Duration.ZERO)
        .build();
  }

  static Limiter bucket4j(SynchronizationStrategy strategy) {
    Bucket bucket =
        Bucket.builder()
            .addLimit(
                bandwidth ->
                    bandwidth.capacity(A_SECONDS_PERMITS).refillGreedy(A_SECONDS_PERMITS, SECOND))
            .withSynchronizationStrategy(strategy)
            .build();
    return batch -> attempt -> bucket.tryConsume(1);
  }

  static Limiter guava() {
    RateLimiter limiter = RateLimiter.create(A_SECONDS_PERMITS);
    return batch -> attempt -> limiter.tryAcquire();
  }

  static Limiter failsafe() {
    dev.failsafe.RateLimiter<Object> limiter =
        dev.failsafe.RateLimiter.smoothBuilder(A_SECONDS_PERMITS, SECOND).build();
    return batch -> attempt -> limiter.tryAcquirePermit();
  }
}
