/** The agent in every environment that an application may be started in. */
@NullMarked
package io.geminiquota.agent.environments;

import org.jspecify.annotations.NullMarked;
