/**
 * How woven code reaches us: over a dispatcher in {@code java.lang}, which every class can see, to
 * the glue of the class loader that the woven class belongs to, or to advice in the core.
 */
@NullMarked
package io.geminiquota.agent.core.link;

import org.jspecify.annotations.NullMarked;
