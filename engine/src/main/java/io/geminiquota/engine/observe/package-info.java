/** The events that tell what happened to a call. */
@NullMarked
package io.geminiquota.engine.observe;

import org.jspecify.annotations.NullMarked;
