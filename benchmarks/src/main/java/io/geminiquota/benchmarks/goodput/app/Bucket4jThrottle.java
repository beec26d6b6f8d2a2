package io.geminiquota.benchmarks.goodput.app;

import io.github.bucket4j.Bucket;
import java.time.Duration;

/** Bucket4j: a bucket, full at first, refilled evenly. */
final class Bucket4jThrottle implements Throttle {

  private final Bucket bucket;
  private final long capacity;

  /**
   * @param capacity how much may go at once after a pause
   */
  Bucket4jThrottle(long limit, Duration minute, long capacity) {
    this.capacity = capacity;
    this.bucket =
        Bucket.builder()
            .addLimit(bandwidth -> bandwidth.capacity(capacity).refillGreedy(limit, minute))
            .build();
  }

  @Override
  public void send(int permits, Runnable request) throws InterruptedException {
    // More than the bucket holds could never be had.
    bucket.asBlocking().consume(Math.min(permits, capacity));
    request.run();
  }
}
