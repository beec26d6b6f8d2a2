package io.geminiquota.micronaut.event;

import io.geminiquota.engine.classify.Verdict;

/**
 * An attempt of a call has failed and was judged. The call may still succeed: further attempts have
 * events of their own.
 *
 * @param project whose quota the attempt used: an id or number, or {@code key-} and a short hash
 * @param model that the attempt asked
 * @param attempt which one of the call it was, 1 for the first
 * @param verdict what was wrong
 */
public record VerdictEvent(String project, String model, int attempt, Verdict verdict) {}
