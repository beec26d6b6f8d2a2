package io.geminiquota.engine.observe;

import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.route.Route;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP exchange of a call.
 *
 * @param number 1 for the first
 * @param route where it went
 * @param start when it was sent
 * @param length until its status and headers were there, or it failed
 * @param httpStatus its status, 0 when there was no response
 * @param verdict what was wrong with it, null when nothing was
 * @param errorType what to report as {@code error.type}: the provider's status word, else the HTTP
 *     status, else the class name of the exception; null on success
 */
public record Attempt(
    int number,
    Route route,
    Instant start,
    Duration length,
    int httpStatus,
    @Nullable Verdict verdict,
    @Nullable String errorType) {}
