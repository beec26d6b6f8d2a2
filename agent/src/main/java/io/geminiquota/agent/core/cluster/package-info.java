/**
 * The cluster that settings name: what speaks with its store is in a jar of its own, beside the
 * agent's, and in a class loader of its own, below the core's.
 */
@NullMarked
package io.geminiquota.agent.core.cluster;

import org.jspecify.annotations.NullMarked;
