package io.geminiquota.testkit.quota;

/**
 * What one request uses of the quotas.
 *
 * @param requests 1, or the number of texts in a batch embedding: the real service counts each
 * @param inputTokens an estimate, see {@code PromptTokens}
 * @param images images asked for
 */
public record Cost(long requests, long inputTokens, long images) {}
