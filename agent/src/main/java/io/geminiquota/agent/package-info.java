/**
 * Where the JVM starts the agent, and all of it that an application could ever see. It runs before
 * every application, so it does next to nothing: it checks, registers one transformer that compares
 * names, and knows how to open the jars inside the agent's jar once they are needed.
 *
 * <p>No lambda, no stream, no regular expression, no logging, no {@code java.nio.file} here: each
 * costs a starting JVM more than everything that this package does.
 */
@NullMarked
package io.geminiquota.agent;

import org.jspecify.annotations.NullMarked;
