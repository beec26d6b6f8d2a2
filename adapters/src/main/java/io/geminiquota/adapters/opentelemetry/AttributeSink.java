package io.geminiquota.adapters.opentelemetry;

import io.opentelemetry.api.common.AttributeKey;

/** What takes attributes: a span, or the builder of those of an event. */
interface AttributeSink {

  <T> void put(AttributeKey<T> key, T value);
}
