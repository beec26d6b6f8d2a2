package io.geminiquota.micronaut.event;

import io.micronaut.context.event.ApplicationEventListener;

/** Hears of every {@link CircuitOpenedEvent}, on a thread that no call waits for. */
public interface CircuitOpenedEventListener extends ApplicationEventListener<CircuitOpenedEvent> {}
