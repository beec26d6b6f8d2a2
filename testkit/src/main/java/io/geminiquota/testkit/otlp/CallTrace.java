package io.geminiquota.testkit.otlp;

import static java.util.Comparator.comparingLong;
import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call as its spans tell it.
 *
 * @param span the call's own span
 * @param steps its waits and attempts, in the order of time
 */
record CallTrace(ReceivedSpan span, List<Step> steps) {

  private static final String ATTEMPTS = "gemini.quota.attempts";
  private static final String ATTEMPT = "gemini.quota.attempt";
  private static final String OUTCOME = "gemini.quota.outcome";
  private static final String VERDICT = "gemini.quota.verdict";
  private static final String ADVICE = "gemini.quota.advice";
  private static final String QUOTA_ID = "gemini.quota.id";
  private static final String WAIT = "gemini.quota.wait";
  private static final String STATUS_CODE = "http.response.status_code";

  /** A shorter wait would be shown as 0.00 s, which says nothing. */
  private static final double SHORTEST_HOLD_SECONDS = 0.005;

  private static final double NANOS_PER_SECOND = 1e9;

  /** Finds the calls among spans, in the order in which they began; other spans are left out. */
  static List<CallTrace> among(List<ReceivedSpan> spans) {
    Map<String, List<ReceivedSpan>> attempts =
        spans.stream()
            .filter(span -> span.attributes().containsKey(ATTEMPT))
            .collect(groupingBy(ReceivedSpan::parentSpanId));
    return spans.stream()
        .filter(span -> span.attributes().containsKey(ATTEMPTS))
        .sorted(comparingLong(ReceivedSpan::startNanos))
        .map(
            call ->
                new CallTrace(call, steps(call, attempts.getOrDefault(call.spanId(), List.of()))))
        .toList();
  }

  /** {@code succeeded}, {@code failed}, {@code refused} or {@code cancelled}. */
  String outcome() {
    return text(span.attributes(), OUTCOME);
  }

  long attempts() {
    return number(span.attributes(), ATTEMPTS).longValue();
  }

  /** Seconds held in all. */
  double heldSeconds() {
    return number(span.attributes(), WAIT).doubleValue();
  }

  /** Seconds from its beginning to its end. */
  double seconds() {
    return (span.endNanos() - span.startNanos()) / NANOS_PER_SECOND;
  }

  /** What a person should do, empty when there is nothing to be done. */
  String advice() {
    return text(span.attributes(), ADVICE);
  }

  /** Equal for calls that went the same way, whatever time they took. */
  String shape() {
    StringBuilder shape = new StringBuilder(span.name()).append(' ').append(outcome());
    for (Step step : steps) {
      shape.append(' ').append(step.nature());
    }
    return shape.append(' ').append(text(span.attributes(), VERDICT)).toString();
  }

  private static List<Step> steps(ReceivedSpan call, List<ReceivedSpan> attempts) {
    List<Step> steps = new ArrayList<>();
    for (ReceivedEvent event : call.events()) {
      if (event.name().equals("gemini.quota.hold")
          && number(event.attributes(), WAIT).doubleValue() >= SHORTEST_HOLD_SECONDS) {
        steps.add(hold(event));
      }
    }
    if (attempts.isEmpty() && number(call.attributes(), ATTEMPTS).longValue() == 1) {
      steps.add(onlyAttempt(call, steps));
    }
    for (ReceivedSpan attempt : attempts) {
      long ordinal = number(attempt.attributes(), ATTEMPT).longValue();
      steps.add(
          attempt(
              attempt,
              verdict(call, ordinal),
              attempt.name(),
              attempt.startNanos(),
              attempt.endNanos()));
    }
    steps.sort(comparingLong(Step::startNanos));
    return List.copyOf(steps);
  }

  private static Step hold(ReceivedEvent event) {
    double seconds = number(event.attributes(), WAIT).doubleValue();
    long end = event.timeNanos() + Math.round(seconds * NANOS_PER_SECOND);
    boolean quota = text(event.attributes(), "gemini.quota.reason").equals("quota");
    String detail =
        quota
            ? joined("until there was room", limit(event.attributes()))
            : "backoff before the next attempt";
    return new Step(Step.Nature.HELD, event.timeNanos(), end, "held", detail);
  }

  /** The attempt of a call that has just one has no span of its own: it is what was not held. */
  private static Step onlyAttempt(ReceivedSpan call, List<Step> holds) {
    long start = holds.stream().mapToLong(Step::endNanos).max().orElse(call.startNanos());
    ReceivedEvent verdict = verdict(call, 1);
    long end = verdict == null ? call.endNanos() : verdict.timeNanos();
    return attempt(call, verdict, "attempt 1", start, end);
  }

  private static Step attempt(
      ReceivedSpan source, @Nullable ReceivedEvent verdict, String title, long start, long end) {
    String status = text(source.attributes(), STATUS_CODE);
    if (status.isEmpty()) {
      status = "no response";
    }
    if (verdict == null) {
      boolean failed = source.status() == ReceivedSpan.Status.ERROR;
      Step.Nature nature = failed ? Step.Nature.REJECTED : Step.Nature.ANSWERED;
      return new Step(nature, start, end, title, status);
    }
    String retryAfter = "";
    if (verdict.attributes().containsKey("gemini.quota.retry_after")) {
      double seconds = number(verdict.attributes(), "gemini.quota.retry_after").doubleValue();
      retryAfter = String.format(Locale.ROOT, "retry after %.1f s", seconds);
    }
    String kind = status + " " + text(verdict.attributes(), VERDICT);
    String quota = joined(limit(verdict.attributes()), text(verdict.attributes(), QUOTA_ID));
    String detail = joined(joined(kind, retryAfter), quota);
    return new Step(Step.Nature.REJECTED, start, end, title, detail);
  }

  private static @Nullable ReceivedEvent verdict(ReceivedSpan call, long attempt) {
    for (ReceivedEvent event : call.events()) {
      if (event.name().equals(VERDICT)
          && number(event.attributes(), ATTEMPT).longValue() == attempt) {
        return event;
      }
    }
    return null;
  }

  private static String limit(Map<String, Object> attributes) {
    String limit = text(attributes, "gemini.quota.limit");
    return limit.isEmpty() ? "" : "limit " + limit;
  }

  private static String joined(String left, String right) {
    return left.isEmpty() || right.isEmpty() ? left + right : left + ", " + right;
  }

  private static String text(Map<String, Object> attributes, String key) {
    Object value = attributes.get(key);
    return value == null ? "" : value.toString();
  }

  private static Number number(Map<String, Object> attributes, String key) {
    return attributes.get(key) instanceof Number number ? number : 0;
  }
}
