package io.geminiquota.micronaut.event;

import io.micronaut.context.event.ApplicationEventListener;

/** Hears of every {@link LimitChangedEvent}, on a thread that no call waits for. */
public interface LimitChangedEventListener extends ApplicationEventListener<LimitChangedEvent> {}
