package io.geminiquota.engine.observe;

import io.geminiquota.engine.limit.Quota;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Another limit is in force at a gate than before. A minute's limit that turns out to be raised
 * shows in the {@link QuotaUse#share} first, and is told when the server names it.
 *
 * @param gate where
 * @param before the limit until now, null if none was known
 * @param after the limit from now on, of the same dimension and window; null if it is not known any
 *     more, because the server let more through than it once told. Not both are null
 * @param at when it was noticed
 */
public record LimitChange(
    GateName gate, @Nullable Quota before, @Nullable Quota after, Instant at) {}
