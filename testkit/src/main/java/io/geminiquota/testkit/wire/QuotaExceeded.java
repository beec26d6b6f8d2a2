package io.geminiquota.testkit.wire;

import io.geminiquota.testkit.Tier;
import io.geminiquota.testkit.quota.Dimension;
import io.geminiquota.testkit.quota.Violation;
import java.time.Duration;
import java.util.List;

/**
 * A request that quotas had no room for, before any API has put it into words.
 *
 * @param violations all of them, one at least
 * @param retryAfter the hint, written into the message, into RetryInfo or into a header
 */
public record QuotaExceeded(
    ModelRequest request, Tier tier, List<Violation> violations, Duration retryAfter) {

  /** The ids of all violated quotas, as the Gemini API writes them. */
  public List<String> quotaIds() {
    return violations.stream().map(violation -> nameOf(violation).quotaId()).toList();
  }

  QuotaName nameOf(Violation violation) {
    return QuotaName.of(violation.dimension(), request.operation().family(), tier);
  }

  /** The violation to name where only one can be: a day's before the others. */
  public Violation foremost() {
    return violations.stream()
        .filter(violation -> violation.dimension() == Dimension.REQUESTS_PER_DAY)
        .findFirst()
        .orElse(violations.get(0));
  }
}
