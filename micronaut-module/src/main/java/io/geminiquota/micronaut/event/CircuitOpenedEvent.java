package io.geminiquota.micronaut.event;

import io.geminiquota.engine.observe.OpenCircuit;

/**
 * From now on, calls that are known to fail are not sent.
 *
 * @param circuit whose calls, why, and what to do
 */
public record CircuitOpenedEvent(OpenCircuit circuit) {}
