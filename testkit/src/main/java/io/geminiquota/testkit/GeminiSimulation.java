package io.geminiquota.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test method of a JUnit Jupiter class, or one method, a fresh {@link GeminiSimulator}
 * as a parameter of the method, of its {@code @BeforeEach} or of its {@code @AfterEach}; it is
 * closed after the test. On a method this replaces what stands on the class.
 *
 * <pre>{@code
 * @Test
 * @GeminiSimulation(rpm = 10, minute = "3s")
 * void survivesItsQuota(GeminiSimulator simulator) { ... }
 * }</pre>
 *
 * <p>What has no member here, such as quotas of a single model, is set on the running simulator or
 * by {@link GeminiSimulator#builder()}. Durations are written {@code 250ms}, {@code 3s}, {@code 2m}
 * or {@code 1h}.
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(GeminiSimulationExtension.class)
public @interface GeminiSimulation {

  /** In place of a quota: there is none. */
  long UNLIMITED = -1;

  /** Requests per minute, for each model in each project. */
  long rpm() default UNLIMITED;

  /** Input tokens per minute. */
  long tpm() default UNLIMITED;

  /** Requests per day. */
  long rpd() default UNLIMITED;

  /** Images per minute. */
  long ipm() default UNLIMITED;

  /** Requests at the same time. */
  long concurrency() default UNLIMITED;

  /** How long a quota minute is. */
  String minute() default "60s";

  /** How long a quota day is; empty for a day that ends at midnight Pacific time. */
  String day() default "";

  /** How the quota minute moves on. */
  Windows windows() default Windows.ROLLING;

  /** Whether rejected requests use up quota. */
  RejectedRequests rejectedRequests() default RejectedRequests.NOT_COUNTED;

  /** By which names errors call quotas. */
  Tier tier() default Tier.FREE;

  /** How long an answer takes, or from how long to how long: {@code 50ms..200ms}. */
  String latency() default "0s";

  /** The share of admitted requests that fail with a random 503, from 0 to 1. */
  double unavailableShare() default 0;

  /** What the draws of latency and 503s begin with. */
  long seed() default 0;
}
