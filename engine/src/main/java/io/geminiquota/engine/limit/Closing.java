package io.geminiquota.engine.limit;

import io.geminiquota.engine.classify.Advice;
import io.geminiquota.engine.classify.Circumstances;
import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.observe.Closure;
import io.geminiquota.engine.observe.GateName;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What closes a gate, as the gate itself sees it.
 *
 * @param left how long it lasts; zero when a probe's answer decides
 * @param verdict what the server said of the day's quota, null for other reasons
 */
record Closing(Closure.Reason reason, Duration left, @Nullable Verdict verdict) {

  /** The one that lasts longer; null if there is none. */
  static @Nullable Closing longer(@Nullable Closing one, @Nullable Closing other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.left.compareTo(other.left) >= 0 ? one : other;
  }

  /** What lasts until then, null if that is over. */
  static @Nullable Closing until(
      long opensAt, Closure.Reason reason, @Nullable Verdict verdict, long now) {
    long left = opensAt - now;
    return left > 0 ? new Closing(reason, Duration.ofNanos(left), verdict) : null;
  }

  /** The same for whoever looks from outside. */
  Closure seenAt(Instant now, GateName gate) {
    Instant opens = left.isZero() ? null : now.plus(left);
    boolean sure = reason == Closure.Reason.DAY_USED_UP;
    String advice = verdict != null && sure ? advice(verdict, now, gate) : null;
    return new Closure(reason, opens, verdict, advice);
  }

  /** The hint has aged since it was given: what is left of the wait is what it says now. */
  private String advice(Verdict said, Instant now, GateName gate) {
    Verdict aged = said.withRetryAfter(left);
    String project = null;
    String model = said.model();
    if (gate instanceof GateName.OfModel of) {
      project = of.project();
      model = of.model();
    }
    return Advice.of(aged, new Circumstances(project, model, now, ZoneId.systemDefault(), null));
  }
}
