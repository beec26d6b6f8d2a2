package io.geminiquota.engine.classify;

import org.jspecify.annotations.Nullable;

/**
 * One quota that a 429 names as used up (an entry of {@code google.rpc.QuotaFailure.violations}, or
 * a line of the message where the details are missing).
 *
 * @param quotaMetric e.g. {@code
 *     generativelanguage.googleapis.com/generate_content_free_tier_requests}
 * @param quotaId e.g. {@code GenerateRequestsPerMinutePerProjectPerModel-FreeTier}: the only place
 *     where the window is named reliably
 * @param model the model whose bucket is full, which is often not the one that was requested
 * @param limit how much the quota allows per window, null when the body does not say
 * @param window the period over which the quota counts
 */
public record Violation(
    @Nullable String quotaMetric,
    @Nullable String quotaId,
    @Nullable String model,
    @Nullable Long limit,
    Window window) {}
