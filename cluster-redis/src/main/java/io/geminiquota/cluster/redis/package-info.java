/** The store of a cluster on Redis or Valkey, through Lettuce. */
@NullMarked
package io.geminiquota.cluster.redis;

import org.jspecify.annotations.NullMarked;
