/**
 * What an application can listen to: typed events and a listener's interface for each. Listeners
 * are told one after the other on a thread that no call waits for; what they throw is logged.
 */
@NullMarked
package io.geminiquota.micronaut.event;

import org.jspecify.annotations.NullMarked;
