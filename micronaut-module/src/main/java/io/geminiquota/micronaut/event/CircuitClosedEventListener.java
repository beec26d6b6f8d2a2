package io.geminiquota.micronaut.event;

import io.micronaut.context.event.ApplicationEventListener;

/** Hears of every {@link CircuitClosedEvent}, on a thread that no call waits for. */
public interface CircuitClosedEventListener extends ApplicationEventListener<CircuitClosedEvent> {}
