/** The one thread that wakes the engine when there is room again. */
@NullMarked
package io.geminiquota.adapters.pace;

import org.jspecify.annotations.NullMarked;
