package io.geminiquota.cluster.redis;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import org.jspecify.annotations.Nullable;

/** A connection of the application's own: it opens, mends and closes it. */
final class GivenLink implements Link {

  private final StatefulConnection<String, String> connection;
  private final RedisClusterAsyncCommands<String, String> commands;

  GivenLink(
      StatefulConnection<String, String> connection,
      RedisClusterAsyncCommands<String, String> commands) {
    this.connection = connection;
    this.commands = commands;
  }

  @Override
  public @Nullable RedisClusterAsyncCommands<String, String> commands() {
    return connection.isOpen() ? commands : null;
  }

  @Override
  public void renew() {
    // Up to whoever opened it.
  }

  @Override
  public void close() {
    // Up to whoever opened it.
  }
}
