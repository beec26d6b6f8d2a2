package io.geminiquota.testkit;

import java.util.OptionalLong;

/**
 * The quotas of one model in one project. A quota that is not set does not exist; a quota of 0
 * rejects every request, as the real service does for models that a project has no right to.
 *
 * @param rpm requests in a minute
 * @param tpm input tokens in a minute
 * @param rpd requests in a day
 * @param ipm images in a minute
 * @param concurrency requests at the same time
 */
public record QuotaLimits(
    OptionalLong rpm,
    OptionalLong tpm,
    OptionalLong rpd,
    OptionalLong ipm,
    OptionalLong concurrency) {

  private static final QuotaLimits NONE =
      new QuotaLimits(
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty());

  /** No quota at all: everything is served. */
  public static QuotaLimits none() {
    return NONE;
  }

  /**
   * The same with a quota of requests per minute.
   *
   * @throws IllegalArgumentException if {@code rpm} is negative; so do the methods below
   */
  public QuotaLimits withRpm(long rpm) {
    return new QuotaLimits(limit("rpm", rpm), tpm, rpd, ipm, concurrency);
  }

  /** The same with a quota of input tokens per minute. */
  public QuotaLimits withTpm(long tpm) {
    return new QuotaLimits(rpm, limit("tpm", tpm), rpd, ipm, concurrency);
  }

  /** The same with a quota of requests per day. */
  public QuotaLimits withRpd(long rpd) {
    return new QuotaLimits(rpm, tpm, limit("rpd", rpd), ipm, concurrency);
  }

  /** The same with a quota of images per minute. */
  public QuotaLimits withIpm(long ipm) {
    return new QuotaLimits(rpm, tpm, rpd, limit("ipm", ipm), concurrency);
  }

  /** The same with a quota of requests at the same time. */
  public QuotaLimits withConcurrency(long concurrency) {
    return new QuotaLimits(rpm, tpm, rpd, ipm, limit("concurrency", concurrency));
  }

  private static OptionalLong limit(String name, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(name + " is " + value + ", but a quota is 0 or more");
    }
    return OptionalLong.of(value);
  }
}
