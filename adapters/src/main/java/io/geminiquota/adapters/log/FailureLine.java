package io.geminiquota.adapters.log;

import io.geminiquota.engine.classify.Moments;
import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.observe.Remedy;
import io.geminiquota.engine.route.Route;
import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * The line of a call that met a failure, or was not sent because it would.
 *
 * @param route of the attempt; of the call if it was not sent
 * @param verdict what was wrong
 * @param attempt which one of the call failed; null if it was not sent
 * @param decision what is done, in a word
 * @param pause until the call is sent again, null if it is not
 * @param text the same for a person
 */
record FailureLine(
    Route route,
    Verdict verdict,
    @Nullable Integer attempt,
    String decision,
    @Nullable Duration pause,
    String text) {

  /** Longer waits are told by their end. */
  private static final Duration LONG = Duration.ofMinutes(10);

  /** An attempt has failed, and so much is decided. */
  static FailureLine of(Remedy remedy, ZoneId zone) {
    Route route = remedy.route();
    Duration pause = remedy.pause();
    return pause == null
        ? new FailureLine(
            route,
            remedy.verdict(),
            remedy.attempt(),
            "give-up",
            null,
            "Given up." + (remedy.advice() == null ? "" : " " + remedy.advice()))
        : new FailureLine(
            route, remedy.verdict(), remedy.attempt(), "retry", pause, waits(pause, remedy, zone));
  }

  /** A call was not sent. */
  static FailureLine ofUnsent(Route route, Verdict verdict, @Nullable String advice) {
    return new FailureLine(
        route, verdict, null, "not-sent", null, advice == null ? "Not sent." : advice);
  }

  private static String waits(Duration pause, Remedy remedy, ZoneId zone) {
    if (pause.isZero()) {
      return "Sends the call again at once.";
    }
    return (pause.compareTo(LONG) < 0
            ? "Waits " + Moments.length(pause)
            : "Held until " + Moments.localAndPacific(remedy.at().plus(pause), remedy.at(), zone))
        + ", then sends the call again.";
  }

  /** What is one topic: the same failure of the same quota, treated in the same way. */
  Object topic() {
    return route.project() + '\n' + route.model() + '\n' + quota() + '\n' + decision;
  }

  private String quota() {
    String id = verdict.quotaId();
    return id == null ? verdict.kind().name() : id;
  }

  /**
   * The line.
   *
   * @param more how many more there were like this one since the last line on the topic
   */
  String with(long more) {
    return new LogLine(attempt == null ? "call-refused" : "attempt-failed")
        .with("code", verdict.httpStatus())
        .with("kind", verdict.kind())
        .with("project", route.project())
        .with("model", route.model())
        .with("quota", verdict.quotaId())
        .with("limit", verdict.limit())
        .with("retry-after", attempt == null ? null : seconds(verdict.retryAfter()))
        .with("attempt", attempt)
        .with("decision", decision)
        .with("wait", seconds(pause))
        .with("more", more == 0 ? null : more)
        .with("text", text)
        .toString();
  }

  private static @Nullable String seconds(@Nullable Duration length) {
    if (length == null) {
      return null;
    }
    if (length.equals(Verdict.FOREVER)) {
      return "never";
    }
    long tenths = (length.toMillis() + 99) / 100;
    return tenths / 10 + (tenths % 10 == 0 ? "" : "." + tenths % 10) + "s";
  }
}
