package io.geminiquota.micronaut.event;

import io.geminiquota.engine.observe.LimitChange;

/**
 * A limit was learned, or another one is in force than before.
 *
 * @param change where, and what holds now
 */
public record LimitChangedEvent(LimitChange change) {}
