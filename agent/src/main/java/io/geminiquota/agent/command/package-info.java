/**
 * The command line of the agent's jar: the root command, to which each command of its own package
 * is added. Lives in {@code gemini-quota/command.jar}; nothing of it is loaded by the agent.
 */
@NullMarked
package io.geminiquota.agent.command;

import org.jspecify.annotations.NullMarked;
