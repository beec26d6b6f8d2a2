package io.geminiquota.engine.observe;

import io.geminiquota.engine.usage.AnswerSummary;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the cache was to a call that may use it.
 *
 * @param result whether there was an answer
 * @param age how old the answer is, zero unless it is a hit
 * @param saved what the answer tells of itself: the tokens that were not paid again; null on a
 *     miss, and where it tells nothing
 */
public record CacheUse(Result result, Duration age, @Nullable AnswerSummary saved) {

  /** Whether there was an answer. */
  public enum Result {
    /** There was one, and nothing is sent. */
    HIT,
    /** An identical call was under way, and its answer is this call's, too. Nothing is sent. */
    SHARED,
    /** There was none: the call is sent. */
    MISS
  }
}
