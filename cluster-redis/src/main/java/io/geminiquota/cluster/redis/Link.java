package io.geminiquota.cluster.redis;

import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import org.jspecify.annotations.Nullable;

/** The way to the servers. Thread-safe; nothing of it blocks. */
interface Link {

  /** Takes commands now; null while nobody would. */
  @Nullable RedisClusterAsyncCommands<String, String> commands();

  /** What there is leads nowhere: another way is looked for, if that is up to us. */
  void renew();

  /** Gives back what is its own. */
  void close();
}
