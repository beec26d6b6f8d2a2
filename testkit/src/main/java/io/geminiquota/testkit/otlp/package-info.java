/**
 * What an application's telemetry looks like from outside: a receiver for traces sent as
 * OpenTelemetry Protocol over HTTP, and a tree that shows them to a person at a terminal.
 */
@NullMarked
package io.geminiquota.testkit.otlp;

import org.jspecify.annotations.NullMarked;
