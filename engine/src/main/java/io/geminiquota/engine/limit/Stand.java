package io.geminiquota.engine.limit;

/**
 * A gate at which an attempt may ask, and the place that it would have there.
 *
 * @param gate of the quota
 * @param place of the attempt; of those at several gates all have the same turn
 */
public record Stand(QuotaGate gate, Place place) {}
