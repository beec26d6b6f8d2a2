package io.geminiquota.benchmarks.goodput.app;

import com.netflix.concurrency.limits.Limiter;
import com.netflix.concurrency.limits.limiter.BlockingLimiter;
import com.netflix.concurrency.limits.limiter.SimpleLimiter;

/**
 * Netflix's concurrency-limits with its default, Vegas: blocks while too many are under way. A
 * rejected request tells it to let fewer go. It is told no limit, because it knows no minutes.
 */
final class ConcurrencyLimitsThrottle implements Throttle {

  private static final String ANYTHING = "";

  private final Limiter<String> limiter =
      BlockingLimiter.wrap(SimpleLimiter.newBuilder().<String>build());

  @Override
  public void send(int permits, Runnable request) {
    Limiter.Listener place = limiter.acquire(ANYTHING).orElseThrow();
    try {
      request.run();
    } catch (RuntimeException e) {
      place.onDropped();
      throw e;
    }
    place.onSuccess();
  }
}
