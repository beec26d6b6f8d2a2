package io.geminiquota.engine.limit;

import io.geminiquota.engine.classify.Kind;
import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.classify.Violation;
import io.geminiquota.engine.classify.Window;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * That the quota of a day was found to be used up: what the server said, in a form that can be
 * kept.
 *
 * @param kind which of the day's quotas
 * @param model as the server names it
 * @param metric of the quota
 * @param id of the quota
 * @param limit how much the quota allows a day
 * @param said when the server said so last
 * @param until when it is over: the end of the day, or when an attempt was let through again
 */
public record UsedUp(
    Kind kind,
    @Nullable String model,
    @Nullable String metric,
    @Nullable String id,
    @Nullable Long limit,
    Instant said,
    Instant until) {

  private static final int TOO_MANY_REQUESTS = 429;

  static UsedUp of(Verdict verdict, Instant said, Instant until) {
    return new UsedUp(
        verdict.kind(),
        verdict.model(),
        verdict.quotaMetric(),
        verdict.quotaId(),
        verdict.limit(),
        said,
        until);
  }

  /** The server has said so again. */
  UsedUp saidAgain(Instant now) {
    return new UsedUp(kind, model, metric, id, limit, now, until);
  }

  /** It turned out not to be so any more. */
  UsedUp over(Instant now) {
    return new UsedUp(kind, model, metric, id, limit, said, now);
  }

  /** What the server said. */
  Verdict verdict() {
    Violation day = new Violation(metric, id, model, limit, Window.DAY);
    return new Verdict(
        kind,
        TOO_MANY_REQUESTS,
        null,
        model,
        metric,
        id,
        limit,
        Window.DAY,
        null,
        kind.retryable(),
        List.of(day));
  }
}
