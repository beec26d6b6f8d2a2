/**
 * Shows calls as OpenTelemetry spans, and counts them as its metrics. Uses only what {@code
 * opentelemetry-api} 1.20 has (but for advice on buckets), because it is linked against whatever
 * version the application brings.
 */
@NullMarked
package io.geminiquota.adapters.opentelemetry;

import org.jspecify.annotations.NullMarked;
