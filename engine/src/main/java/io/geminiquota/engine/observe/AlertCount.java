package io.geminiquota.engine.observe;

import io.geminiquota.engine.limit.Dimension;
import org.jspecify.annotations.Nullable;

/**
 * How many alerts of one kind there were.
 *
 * @param gate where; null for all gates beyond those that are counted apart
 * @param dimension what the day's quota counts
 * @param cause what was noticed
 * @param percent the threshold that was reached: 70, 80, 90 or 100; 0 for a forecast
 * @param count 1 or more
 */
public record AlertCount(
    @Nullable GateName gate,
    Dimension dimension,
    QuotaAlert.Cause cause,
    int percent,
    long count) {}
