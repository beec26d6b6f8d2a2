/** Starts JVMs with the agent's jar, as a user would: for the tests here and in agent-tests. */
@NullMarked
package io.geminiquota.agent.jvm;

import org.jspecify.annotations.NullMarked;
