package io.geminiquota.benchmarks.permit;

import io.github.bucket4j.local.SynchronizationStrategy;
import java.util.function.Supplier;

/** What is asked for permits. Public for the code that JMH generates. */
public enum Contestant {
  NANO_TIME("System.nanoTime alone", () -> batch -> attempt -> System.nanoTime() != 0),
  FAILSAFE("Failsafe, smooth", Peers::failsafe),
  BUCKET4J_LOCK_FREE(
      "Bucket4j, lock-free (its default)", () -> Peers.bucket4j(SynchronizationStrategy.LOCK_FREE)),
  BUCKET4J_SYNCHRONIZED(
      "Bucket4j, synchronized", () -> Peers.bucket4j(SynchronizationStrategy.SYNCHRONIZED)),
  GUAVA("Guava", Peers::guava),
  RESILIENCE4J_ATOMIC("Resilience4j, atomic", Peers::resilience4jAtomic),
  RESILIENCE4J_SEMAPHORE("Resilience4j, semaphore: no clock", Peers::resilience4jSemaphore),
  OURS_ONE_LIMIT("ours, one limit", () -> OurGate.with(OurLimits.ONE)),
  OURS_ALL_LIMITS("ours, all seven limits", () -> OurGate.with(OurLimits.ALL));

  private final String title;
  private final Supplier<Limiter> limiter;

  Contestant(String title, Supplier<Limiter> limiter) {
    this.title = title;
    this.limiter = limiter;
  }

  /** What it is, for a person. */
  public String title() {
    return title;
  }

  /** A new one. */
  Limiter open() {
    return limiter.get();
  }
}
