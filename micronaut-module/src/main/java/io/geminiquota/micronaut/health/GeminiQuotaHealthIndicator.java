package io.geminiquota.micronaut.health;

import io.geminiquota.engine.Governor;
import io.geminiquota.micronaut.QuotaEngine;
import io.geminiquota.micronaut.RequiresGeminiQuota;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Internal;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.core.util.StringUtils;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.endpoint.health.HealthEndpoint;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.reactivestreams.Publisher;

/**
 * Tells of quotas of the day that are used up, and of open circuits. That a minute's quota is full
 * is no trouble: its calls wait.
 */
@Internal
@Singleton
@RequiresGeminiQuota
@Requires(beans = HealthEndpoint.class)
@Requires(
    property = GeminiQuotaHealthConfiguration.PREFIX + ".enabled",
    notEquals = StringUtils.FALSE)
final class GeminiQuotaHealthIndicator implements HealthIndicator {

  private static final String NAME = "geminiQuota";

  private final Governor governor;
  private final GeminiQuotaHealthConfiguration configuration;

  GeminiQuotaHealthIndicator(QuotaEngine engine, GeminiQuotaHealthConfiguration configuration) {
    this.governor = engine.governor();
    this.configuration = configuration;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    List<Map<String, Object>> troubles = Trouble.of(governor.state());
    HealthResult result =
        troubles.isEmpty()
            ? HealthResult.builder(NAME, HealthStatus.UP).build()
            : HealthResult.builder(NAME, configuration.inTrouble())
                .details(Map.of("troubles", troubles))
                .build();
    return Publishers.just(result);
  }
}
