package io.geminiquota.micronaut.event;

import io.micronaut.context.event.ApplicationEventListener;

/** Hears of every {@link VerdictEvent}, on a thread that no call waits for. */
public interface VerdictEventListener extends ApplicationEventListener<VerdictEvent> {}
