package io.geminiquota.engine.observe;

import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.limit.Quota;
import io.geminiquota.engine.route.Route;
import io.geminiquota.engine.usage.AnswerSummary;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a call ended.
 *
 * @param end when
 * @param ending in which way
 * @param route where the last attempt went; where the application asked if none was made, or if the
 *     call was refused: then what is told is about that
 * @param httpStatus the status that the application was given, 0 when it was given an exception
 * @param verdict of the last failed attempt, null when none failed
 * @param quota the quota that last held or refused the call, null when none did
 * @param errorType what to report as {@code error.type}, null unless the call failed
 * @param advice what a person should do now, null unless the call failed
 * @param attempts how many HTTP exchanges were made, 0 for a call that was never sent
 * @param held how long the call was held in all
 * @param answer what the answer told of itself, as far as the application has read it; null if
 *     nothing
 */
public record Outcome(
    Instant end,
    Ending ending,
    Route route,
    int httpStatus,
    @Nullable Verdict verdict,
    @Nullable Quota quota,
    @Nullable String errorType,
    @Nullable String advice,
    int attempts,
    Duration held,
    @Nullable AnswerSummary answer) {

  /** The ways in which a call can end. */
  public enum Ending {
    /** The application has its answer. */
    SUCCEEDED,
    /** The application was given the provider's error, or an exception. */
    FAILED,
    /** It could not be admitted in time and was never sent. */
    REFUSED,
    /** The application cancelled it, or was interrupted. */
    CANCELLED
  }
}
