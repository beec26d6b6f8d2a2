/**
 * What the agent finds in the jar beside its own: a cluster on Redis, with libraries of its own.
 */
@NullMarked
package io.geminiquota.cluster.redis.agent;

import org.jspecify.annotations.NullMarked;
