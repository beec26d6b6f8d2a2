package io.geminiquota.micronaut.event;

import io.micronaut.context.event.ApplicationEventListener;

/** Hears of every {@link ReroutedEvent}, on a thread that no call waits for. */
public interface ReroutedEventListener extends ApplicationEventListener<ReroutedEvent> {}
