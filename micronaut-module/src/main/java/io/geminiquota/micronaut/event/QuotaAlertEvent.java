package io.geminiquota.micronaut.event;

import io.geminiquota.engine.observe.QuotaAlert;

/**
 * The quota of a day comes to its end.
 *
 * @param alert which one, how much of it is used, until when
 */
public record QuotaAlertEvent(QuotaAlert alert) {}
