package io.geminiquota.micronaut.health;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.management.endpoint.health.HealthEndpoint;

/**
 * What is told of the health while a day's quota is used up or a circuit is open.
 *
 * @param status {@code DEGRADED} answers with the status 200, {@code DOWN} with 503
 */
@ConfigurationProperties(GeminiQuotaHealthConfiguration.PREFIX)
@Requires(classes = HealthEndpoint.class)
record GeminiQuotaHealthConfiguration(@Bindable(defaultValue = "DEGRADED") Status status) {

  static final String PREFIX = HealthEndpoint.PREFIX + ".gemini-quota";

  /** The health of an application that some of its calls to Gemini fail. */
  enum Status {
    /** Told, but nobody takes the application out of service. */
    UP,
    /** It works, but not all of it. */
    DEGRADED,
    /** It is of no use without Gemini. */
    DOWN
  }
}
