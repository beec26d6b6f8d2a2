/**
 * Shows calls as OpenTelemetry spans. Uses only what {@code opentelemetry-api} 1.20 has, because it
 * is linked against whatever version the application brings.
 */
@NullMarked
package io.geminiquota.adapters.opentelemetry;

import org.jspecify.annotations.NullMarked;
