package io.geminiquota.engine.limit;

import io.geminiquota.engine.policy.ConfiguredLimits;
import io.geminiquota.engine.retry.Ladder;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a gate before anything has passed it.
 *
 * @param minute how long a quota minute is
 * @param zone where the clock stands that ends the quota day
 * @param quotas the limits that settings and presets tell of, at most one for each window and
 *     dimension
 * @param configured what a configured limit is worth when the server tells of another
 * @param concurrency how many attempts may be under way at once, null for any number
 * @param queue how many may wait at most
 * @param stallLadder the pauses between probes while the server turns everything away without a
 *     word
 */
public record GateTerms(
    Duration minute,
    ZoneId zone,
    List<Quota> quotas,
    ConfiguredLimits configured,
    @Nullable Long concurrency,
    int queue,
    Ladder stallLadder) {

  /** Copies the quotas, so that terms never change. */
  public GateTerms {
    quotas = List.copyOf(quotas);
  }
}
