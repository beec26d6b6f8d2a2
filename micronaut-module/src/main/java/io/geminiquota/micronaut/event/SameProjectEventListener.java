package io.geminiquota.micronaut.event;

import io.micronaut.context.event.ApplicationEventListener;

/** Hears of every {@link SameProjectEvent}, on a thread that no call waits for. */
public interface SameProjectEventListener extends ApplicationEventListener<SameProjectEvent> {}
