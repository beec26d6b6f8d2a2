package io.geminiquota.adapters.opentelemetry;

import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.limit.Quota;
import io.geminiquota.engine.observe.Outcome;
import io.geminiquota.engine.observe.Outcome.Ending;
import org.jspecify.annotations.Nullable;

/**
 * The quota to name on a span or an event, all of it from one source: the limit of one quota beside
 * the id of another would be a lie.
 */
record DecidingQuota(@Nullable String metric, @Nullable String id, @Nullable Long limit) {

  static DecidingQuota of(Quota quota) {
    return new DecidingQuota(quota.metric(), quota.id(), quota.limit());
  }

  static DecidingQuota of(Verdict verdict) {
    return new DecidingQuota(verdict.quotaMetric(), verdict.quotaId(), verdict.limit());
  }

  /** What failed it, where it failed by the server's word; else what last held or refused it. */
  static DecidingQuota of(Outcome outcome) {
    Verdict verdict = outcome.verdict();
    Quota quota = outcome.quota();
    if (verdict != null && (quota == null || outcome.ending() == Ending.FAILED)) {
      return of(verdict);
    }
    return quota == null ? new DecidingQuota(null, null, null) : of(quota);
  }

  /** Names as much of it as is known. */
  void put(AttributeSink attributes) {
    if (metric != null) {
      attributes.put(Keys.QUOTA_METRIC, metric);
    }
    if (id != null) {
      attributes.put(Keys.QUOTA_ID, id);
    }
    if (limit != null) {
      attributes.put(Keys.QUOTA_LIMIT, limit);
    }
  }
}
