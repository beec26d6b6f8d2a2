package io.geminiquota.engine;

import io.geminiquota.engine.classify.Verdict;

/**
 * Why an attempt was not sent: it could not be admitted in time.
 *
 * @param verdict which quota is used up; {@code retryAfter} tells when there would be room
 * @param advice what a person should do now
 * @param body a 429 of the provider's own shape that says so, for a call that was never sent
 */
public record Refusal(Verdict verdict, String advice, String body) {}
