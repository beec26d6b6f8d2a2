package io.geminiquota.engine.limit;

import io.geminiquota.engine.classify.QuotaDay;
import io.geminiquota.engine.policy.ConfiguredLimits;
import io.geminiquota.engine.retry.Ladder;
import java.time.Duration;
import java.util.List;

/** The terms of gates that tests make: a real minute, and what else is as in production. */
final class MinuteTerms {

  static final Duration MINUTE = Duration.ofMinutes(1);

  private static final Ladder PROBES = new Ladder(Duration.ofSeconds(1), Duration.ofMinutes(5));

  private MinuteTerms() {}

  static GateTerms of(List<Quota> quotas, Long concurrency, int queue) {
    return new GateTerms(
        MINUTE, QuotaDay.PACIFIC, quotas, ConfiguredLimits.CEILING, concurrency, queue, PROBES);
  }
}
