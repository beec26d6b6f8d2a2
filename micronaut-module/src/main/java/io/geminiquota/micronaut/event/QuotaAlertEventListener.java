package io.geminiquota.micronaut.event;

import io.micronaut.context.event.ApplicationEventListener;

/** Hears of every {@link QuotaAlertEvent}, on a thread that no call waits for. */
public interface QuotaAlertEventListener extends ApplicationEventListener<QuotaAlertEvent> {}
