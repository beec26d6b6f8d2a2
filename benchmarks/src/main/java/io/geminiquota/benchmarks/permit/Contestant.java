package io.geminiquota.benchmarks.permit;

import io.github.bucket4j.local.SynchronizationStrategy;

/** What is asked for permits. Public for the code that JMH generates. */
public enum Contestant {
  NANO_TIME("System.nanoTime alone"),
  FAILSAFE("Failsafe, smooth"),
  BUCKET4J_LOCK_FREE("Bucket4j, lock-free (its default)"),
  BUCKET4J_SYNCHRONIZED("Bucket4j, synchronized"),
  GUAVA("Guava"),
  RESILIENCE4J_ATOMIC("Resilience4j, atomic"),
  RESILIENCE4J_SEMAPHORE("Resilience4j, semaphore: no clock"),
  OURS_ONE_LIMIT("ours, one limit"),
  OURS_ALL_LIMITS("ours, all seven limits");

  private final String title;

  Contestant(String title) {
    this.title = title;
  }

  /** What it is, for a person. */
  public String title() {
    return title;
  }

  /** A new one. */
  Limiter open() {
    return switch (this) {
      case NANO_TIME -> batch -> attempt -> System.nanoTime() != 0;
      case FAILSAFE -> Peers.failsafe();
      case BUCKET4J_LOCK_FREE -> Peers.bucket4j(SynchronizationStrategy.LOCK_FREE);
      case BUCKET4J_SYNCHRONIZED -> Peers.bucket4j(SynchronizationStrategy.SYNCHRONIZED);
      case GUAVA -> Peers.guava();
      case RESILIENCE4J_ATOMIC -> Peers.resilience4jAtomic();
      case RESILIENCE4J_SEMAPHORE -> Peers.resilience4jSemaphore();
      case OURS_ONE_LIMIT -> OurGate.with(OurLimits.ONE);
      case OURS_ALL_LIMITS -> OurGate.with(OurLimits.ALL);
    };
  }
}
