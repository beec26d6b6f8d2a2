package io.geminiquota.engine.limit;

import java.time.Instant;

/**
 * What a gate's ledger has to add to what is kept.
 *
 * @param ends when the quota day ends that it is about
 * @param page what to add
 */
public record DayEntry(Instant ends, DayPage page) {}
