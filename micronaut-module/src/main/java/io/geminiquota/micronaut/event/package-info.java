/** What an application can listen to: typed events and a listener's interface for each. */
@NullMarked
package io.geminiquota.micronaut.event;

import org.jspecify.annotations.NullMarked;
