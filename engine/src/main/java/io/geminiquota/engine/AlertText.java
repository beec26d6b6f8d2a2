package io.geminiquota.engine;

import io.geminiquota.engine.classify.Moments;
import io.geminiquota.engine.limit.Dimension;
import io.geminiquota.engine.limit.Quota;
import io.geminiquota.engine.observe.GateName;
import io.geminiquota.engine.observe.QuotaUse;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;

/**
 * What an alert says to a person: how much of which quota is used, until when, what to do.
 *
 * @param gate where
 * @param use of the quota that ends
 * @param now the moment of the alert
 * @param zone where the reader lives
 */
record AlertText(GateName gate, QuotaUse use, Instant now, ZoneId zone) {

  /** A threshold was reached. */
  String reached(int percent) {
    if (percent == 100) {
      return "The " + quota() + " are used up. More calls fail or wait until " + end() + whatToDo();
    }
    return percent
        + " % of the "
        + quota()
        + " are used: "
        + use.used()
        + ". The quota day ends at "
        + end()
        + ".";
  }

  /** At the recent rate the quota ends before its day. */
  String forecast(int percent) {
    Instant exhausted = use.exhausted();
    return "At the recent rate, the "
        + quota()
        + " will be used up "
        + (exhausted == null
            ? "soon"
            : "about " + Moments.aboutLocalAndPacific(exhausted, now, zone))
        + ", before the quota day ends at "
        + end()
        + "; "
        + percent
        + " % are used"
        + whatToDo();
  }

  private String whatToDo() {
    return gate instanceof GateName.OfBudget
        ? ". Call less often, or raise the budget."
        : ". Send what can wait tomorrow, use another model, or raise the quota.";
  }

  private String quota() {
    Quota quota = use.quota();
    String unit =
        use.dimension() == Dimension.TOKENS
            ? "input tokens"
            : use.dimension().name().toLowerCase(Locale.ROOT);
    return (quota == null ? "" : quota.limit() + " ") + unit + " per day of " + owner();
  }

  private String owner() {
    return gate instanceof GateName.OfModel of
        ? "model " + of.model() + ", project " + of.project() + ","
        : gate.id();
  }

  private String end() {
    Instant ends = use.ends();
    return ends == null ? "midnight Pacific time" : Moments.pacificAndLocal(ends, zone);
  }
}
