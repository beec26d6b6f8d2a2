/** Spares the quota from calls that are known to fail, until a probe succeeds. */
@NullMarked
package io.geminiquota.engine.circuit;

import org.jspecify.annotations.NullMarked;
