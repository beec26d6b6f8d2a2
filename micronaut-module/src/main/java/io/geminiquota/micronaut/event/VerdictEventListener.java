package io.geminiquota.micronaut.event;

import io.micronaut.context.event.ApplicationEventListener;

/**
 * Hears of every failed attempt, one after the other, on a thread that no call waits for. What it
 * throws is logged.
 */
public interface VerdictEventListener extends ApplicationEventListener<VerdictEvent> {}
