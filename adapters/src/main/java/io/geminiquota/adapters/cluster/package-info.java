/** A cluster between the wish for one and its being there. */
@NullMarked
package io.geminiquota.adapters.cluster;

import org.jspecify.annotations.NullMarked;
