/**
 * What a person can see of the running agent and do to it: through the command line, through JMX,
 * and by the configuration file.
 */
@NullMarked
package io.geminiquota.agent.core.control;

import org.jspecify.annotations.NullMarked;
