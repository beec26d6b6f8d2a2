/** The limits of one project and model, and the queue of those who wait for them. */
@NullMarked
package io.geminiquota.engine.limit;

import org.jspecify.annotations.NullMarked;
