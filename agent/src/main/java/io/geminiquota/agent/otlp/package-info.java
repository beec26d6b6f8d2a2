/**
 * Our own OpenTelemetry SDK, for applications that have none. It lies in telemetry.jar together
 * with the SDK, whose classes are relocated into this package, so that its loggers are ours.
 */
@NullMarked
package io.geminiquota.agent.otlp;

import org.jspecify.annotations.NullMarked;
