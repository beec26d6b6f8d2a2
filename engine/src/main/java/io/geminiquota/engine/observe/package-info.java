/** The events that tell what happened to a call, what stands at the gates, and news of it. */
@NullMarked
package io.geminiquota.engine.observe;

import org.jspecify.annotations.NullMarked;
