package io.geminiquota.engine.classify;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The parts of an advice that tell until when it makes no sense to try again. */
final class AdviceTimes {

  /** No hint of a minute quota is longer, and hints of a day quota are true only if longer. */
  private static final Duration LONGEST_SHORT_HINT = SharedMetrics.LONGEST_MINUTE_HINT;

  private final @Nullable Duration asked;
  private final Circumstances circumstances;

  AdviceTimes(Verdict verdict, Circumstances circumstances) {
    this.asked = verdict.retryAfter();
    this.circumstances = circumstances;
  }

  /** Whether the call was held and given up without having been sent. */
  boolean held() {
    return circumstances.admissionWait() != null;
  }

  /** The end of a sentence: {@code ; try again in 5 s, at ...}; empty if nobody knows. */
  String again() {
    Duration wait = held() ? circumstances.admissionWait() : asked;
    if (wait == null) {
      return "";
    }
    if (wait.equals(Verdict.FOREVER)) {
      return "; by Google's own word no wait will ever do";
    }
    String what = held() ? "; there would be room in " : "; try again in ";
    return what + Moments.length(wait) + ", at " + moment(wait) + heldTooLong();
  }

  /** A sentence with what the server asks for where a wait alone is not known to help. */
  String hint() {
    if (asked == null) {
      return "";
    }
    return asked.equals(Verdict.FOREVER)
        ? " By Google's own word no wait will do."
        : " Google asks to wait " + Moments.length(asked) + ", until " + moment(asked) + ".";
  }

  /** A hint of hours is true on day quotas, one of seconds never: then midnight counts. */
  String endOfDay() {
    Instant now = circumstances.now();
    Instant end =
        asked != null && asked.compareTo(LONGEST_SHORT_HINT) > 0
            ? Moments.after(now, asked)
            : QuotaDay.endAfter(now);
    return Moments.pacificAndLocal(end, circumstances.zone()) + heldTooLong();
  }

  private String moment(Duration wait) {
    Instant now = circumstances.now();
    return Moments.localAndPacific(Moments.after(now, wait), now, circumstances.zone());
  }

  private String heldTooLong() {
    return held() ? ", which is longer than this call may wait (max-wait, or its own timeout)" : "";
  }
}
