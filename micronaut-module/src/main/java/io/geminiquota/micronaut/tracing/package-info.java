/** The spans of calls, where the application has OpenTelemetry. */
@NullMarked
package io.geminiquota.micronaut.tracing;

import org.jspecify.annotations.NullMarked;
