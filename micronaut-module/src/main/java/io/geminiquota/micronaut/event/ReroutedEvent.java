package io.geminiquota.micronaut.event;

import io.geminiquota.engine.observe.Rerouting;

/**
 * An attempt of a call goes another way than the application asked: to another model, another
 * project or the relay. The call may still end elsewhere: further attempts have events of their
 * own. Not told of calls that several projects with room share.
 *
 * @param rerouting from where to where, why, and which parameters are not sent
 */
public record ReroutedEvent(Rerouting rerouting) {}
