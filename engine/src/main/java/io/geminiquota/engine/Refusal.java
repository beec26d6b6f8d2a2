package io.geminiquota.engine;

import io.geminiquota.engine.classify.Verdict;

/**
 * Why an attempt was not sent: it could not be admitted in time, or is known to fail.
 *
 * @param verdict which quota is used up, and then {@code retryAfter} tells when there would be
 *     room; or what is known to fail
 * @param advice what a person should do now
 * @param httpStatus what the provider would answer, for a call that was never sent
 * @param body a body of the provider's own shape that says so
 */
public record Refusal(Verdict verdict, String advice, int httpStatus, String body) {}
