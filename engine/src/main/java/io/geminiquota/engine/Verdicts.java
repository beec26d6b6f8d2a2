package io.geminiquota.engine;

import io.geminiquota.engine.circuit.Trip;
import io.geminiquota.engine.classify.Advice;
import io.geminiquota.engine.classify.AdvisedBody;
import io.geminiquota.engine.classify.Circumstances;
import io.geminiquota.engine.classify.Kind;
import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.classify.Violation;
import io.geminiquota.engine.classify.Window;
import io.geminiquota.engine.limit.Quota;
import io.geminiquota.engine.route.Route;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What there is to say of a call that failed, or that could not be sent. */
final class Verdicts {

  /** What is added to the advice of a call that may not retry, because too many others do. */
  static final String TOO_MANY_RETRIES =
      " Not sent again: so many calls to this model fail that more retries would only add to its"
          + " load.";

  private final TimeSource time;

  Verdicts(TimeSource time) {
    this.time = time;
  }

  /** What a call is told that is known to fail, and was not sent. */
  Refusal spared(Trip trip, Route route, String otherWays) {
    String advice =
        advice(trip.verdict(), route)
            + " Not sent, to spare the quota: the same failure was met "
            + seconds(trip.age())
            + " ago; one call may try again "
            + (trip.nextProbe().isZero() ? "now." : "in " + seconds(trip.nextProbe()) + ".")
            + otherWays;
    String body = AdvisedBody.append(trip.body(), advice);
    return new Refusal(trip.verdict(), advice, trip.verdict().httpStatus(), body);
  }

  /** What a call is told that cannot wait until the quota day has ended. */
  Refusal dayUsedUp(Verdict usedUp, Duration wouldTake, Route route, String otherWays) {
    Violation day =
        new Violation(
            usedUp.quotaMetric(), usedUp.quotaId(), usedUp.model(), usedUp.limit(), Window.DAY);
    Verdict verdict =
        new Verdict(
            usedUp.kind(),
            429,
            usedUp.project(),
            usedUp.model(),
            day.quotaMetric(),
            day.quotaId(),
            day.limit(),
            day.window(),
            wouldTake,
            usedUp.retryable(),
            List.of(day));
    String advice = Advice.of(verdict, circumstances(route, wouldTake)) + otherWays;
    return refusal(verdict, day, wouldTake, advice);
  }

  /** What a call is told that cannot be admitted in time. */
  Refusal noRoom(@Nullable Quota quota, Duration wouldTake, Route route, String otherWays) {
    Violation usedUp = quota == null ? null : violation(quota, route);
    Kind kind = quota == null ? Kind.RATE_UNSPECIFIED : kind(quota);
    Verdict verdict =
        new Verdict(
            kind,
            429,
            null,
            route.model(),
            usedUp == null ? null : usedUp.quotaMetric(),
            usedUp == null ? null : usedUp.quotaId(),
            usedUp == null ? null : usedUp.limit(),
            usedUp == null ? Window.UNKNOWN : usedUp.window(),
            wouldTake,
            kind.retryable(),
            usedUp == null ? List.of() : List.of(usedUp));
    String advice =
        quota != null && quota.origin() == Quota.Origin.METHOD
            ? budgetUsedUp(quota, wouldTake)
            : Advice.of(verdict, circumstances(route, wouldTake));
    return refusal(verdict, usedUp, wouldTake, advice + otherWays);
  }

  private static String budgetUsedUp(Quota quota, Duration wouldTake) {
    return "The call was not sent: the budget that stands in "
        + quota.id()
        + ", "
        + quota.limit()
        + ' '
        + quota.dimension().name().toLowerCase(Locale.ROOT)
        + " per "
        + quota.window().name().toLowerCase(Locale.ROOT)
        + ", is used up, and this call would have to wait "
        + seconds(wouldTake)
        + " for it. The project's own quota may have room: raise the budget there, allow a longer"
        + " maxWait, or call less often.";
  }

  private static Kind kind(Quota quota) {
    boolean day = quota.window() == Window.DAY;
    return switch (quota.dimension()) {
      case REQUESTS -> day ? Kind.QUOTA_REQUESTS_PER_DAY : Kind.RATE_REQUESTS_PER_MINUTE;
      case TOKENS -> day ? Kind.QUOTA_TOKENS_PER_DAY : Kind.RATE_TOKENS_PER_MINUTE;
      case IMAGES -> day ? Kind.QUOTA_IMAGES_PER_DAY : Kind.RATE_IMAGES_PER_MINUTE;
    };
  }

  private static Refusal refusal(
      Verdict verdict, @Nullable Violation usedUp, Duration wouldTake, String advice) {
    String body = AdvisedBody.synthetic429(usedUp, wouldTake, advice);
    return new Refusal(verdict, advice, verdict.httpStatus(), body);
  }

  /** Rounded up: who comes too early is turned away again. */
  static String seconds(Duration duration) {
    return duration.plusNanos(999_999_999).toSeconds() + " s";
  }

  /** What a person should do about a call that is given up with this verdict. */
  String advice(Verdict verdict, Route route) {
    return Advice.of(verdict, circumstances(route, null));
  }

  /**
   * What telemetry calls the error: Google's own word for its status, by the table of its
   * documentation, else the number.
   */
  static String errorType(Verdict verdict) {
    return verdict.httpStatus() < 400
        ? errorTypeInAnswer(verdict.kind())
        : errorTypeOfStatus(verdict);
  }

  /** Of an error inside of an answer whose own status says nothing. */
  private static String errorTypeInAnswer(Kind kind) {
    return switch (kind) {
      case RATE_REQUESTS_PER_MINUTE,
          RATE_TOKENS_PER_MINUTE,
          RATE_IMAGES_PER_MINUTE,
          RATE_UNSPECIFIED,
          QUOTA_REQUESTS_PER_DAY,
          QUOTA_TOKENS_PER_DAY,
          QUOTA_IMAGES_PER_DAY,
          CONCURRENCY,
          QUOTA_ZERO ->
          "RESOURCE_EXHAUSTED";
      case CAPACITY -> "UNAVAILABLE";
      case SERVER_TRANSIENT -> "INTERNAL";
      case TIMEOUT -> "DEADLINE_EXCEEDED";
      case AUTH_KEY -> "UNAUTHENTICATED";
      case AUTH_PERMISSION, SERVICE_DISABLED, BILLING -> "PERMISSION_DENIED";
      case REGION -> "FAILED_PRECONDITION";
      case MODEL_NOT_FOUND -> "NOT_FOUND";
      case BAD_REQUEST -> "INVALID_ARGUMENT";
      case OTHER -> "_OTHER";
    };
  }

  private static String errorTypeOfStatus(Verdict verdict) {
    return switch (verdict.httpStatus()) {
      case 400 -> verdict.kind() == Kind.REGION ? "FAILED_PRECONDITION" : "INVALID_ARGUMENT";
      case 401 -> "UNAUTHENTICATED";
      case 402, 429 -> "RESOURCE_EXHAUSTED";
      case 403 -> "PERMISSION_DENIED";
      case 404 -> "NOT_FOUND";
      case 499 -> "CANCELLED";
      case 500 -> "INTERNAL";
      case 503 -> "UNAVAILABLE";
      case 504 -> "DEADLINE_EXCEEDED";
      default -> String.valueOf(verdict.httpStatus());
    };
  }

  private Circumstances circumstances(Route route, @Nullable Duration wouldTake) {
    return new Circumstances(
        route.project(), route.model(), time.now(), ZoneId.systemDefault(), wouldTake);
  }

  private static Violation violation(Quota quota, Route route) {
    return new Violation(quota.metric(), quota.id(), route.model(), quota.limit(), quota.window());
  }
}
