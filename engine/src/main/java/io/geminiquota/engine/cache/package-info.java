/** Whose answers are kept for identical calls, and which calls are one. */
@NullMarked
package io.geminiquota.engine.cache;

import org.jspecify.annotations.NullMarked;
