package io.geminiquota.micronaut.health;

import io.geminiquota.micronaut.RequiresGeminiQuota;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.endpoint.health.HealthEndpoint;
import java.util.Locale;

/**
 * What is told of the health while a day's quota is used up or a circuit is open. Read when the
 * context starts, so that nothing starts with a wrong one.
 *
 * @param status {@code DEGRADED} answers with the status 200, {@code DOWN} with 503
 */
@Context
@ConfigurationProperties(GeminiQuotaHealthConfiguration.PREFIX)
@RequiresGeminiQuota
@Requires(beans = HealthEndpoint.class)
record GeminiQuotaHealthConfiguration(@Bindable(defaultValue = "DEGRADED") String status) {

  static final String PREFIX = HealthEndpoint.PREFIX + ".gemini-quota";

  /** Between UP and DOWN, where Micronaut sorts what does not say whether it is operational. */
  private static final HealthStatus DEGRADED = new HealthStatus("DEGRADED", null, null, 500);

  GeminiQuotaHealthConfiguration {
    of(status);
  }

  /** The health of an application some of whose calls fail. */
  HealthStatus inTrouble() {
    return of(status);
  }

  private static HealthStatus of(String status) {
    return switch (status.toUpperCase(Locale.ROOT)) {
      case "UP" -> HealthStatus.UP;
      case "DEGRADED" -> DEGRADED;
      case "DOWN" -> HealthStatus.DOWN;
      default ->
          throw new ConfigurationException(
              "Gemini Quota: " + PREFIX + ".status=" + status + " is not UP, DEGRADED or DOWN");
    };
  }
}
