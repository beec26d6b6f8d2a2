/** The agent in the JVM once it is needed: one engine for all applications, and its own log. */
@NullMarked
package io.geminiquota.agent.core;

import org.jspecify.annotations.NullMarked;
