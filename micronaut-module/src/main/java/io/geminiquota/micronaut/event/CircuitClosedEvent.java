package io.geminiquota.micronaut.event;

import io.geminiquota.engine.observe.OpenCircuit;

/**
 * Calls that were known to fail are sent again: something worked, or a person has reset the
 * circuit.
 *
 * @param circuit as it stood at its end
 */
public record CircuitClosedEvent(OpenCircuit circuit) {}
