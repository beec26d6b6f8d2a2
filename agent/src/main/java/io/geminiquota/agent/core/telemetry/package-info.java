/**
 * Finds out where spans and metrics go: to the OpenTelemetry of the application, to OpenTelemetry's
 * own agent, or out of the JVM by a private SDK. Never disturbs what the application has set up or
 * will set up.
 */
@NullMarked
package io.geminiquota.agent.core.telemetry;

import org.jspecify.annotations.NullMarked;
