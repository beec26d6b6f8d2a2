package io.geminiquota.engine.observe;

import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.route.Route;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is done about an attempt that failed: the call waits and is sent again, or is given up.
 *
 * @param attempt which one of the call failed, 1 for the first
 * @param route where it went
 * @param verdict what was wrong with it
 * @param at when that was decided
 * @param pause how long it takes at least until the call is sent again, 0 or more; null when it is
 *     given up
 * @param advice what a person should do now, null when the call is sent again
 */
public record Remedy(
    int attempt,
    Route route,
    Verdict verdict,
    Instant at,
    @Nullable Duration pause,
    @Nullable String advice) {}
