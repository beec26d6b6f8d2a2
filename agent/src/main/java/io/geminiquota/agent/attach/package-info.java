/**
 * The commands that reach a running JVM. Lives in {@code gemini-quota/command.jar}; nothing of it
 * is loaded by the agent.
 */
@NullMarked
package io.geminiquota.agent.attach;

import org.jspecify.annotations.NullMarked;
