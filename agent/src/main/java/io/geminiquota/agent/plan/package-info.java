/** Shows which way calls would go with a configuration, and when, without sending any. */
@NullMarked
package io.geminiquota.agent.plan;

import org.jspecify.annotations.NullMarked;
