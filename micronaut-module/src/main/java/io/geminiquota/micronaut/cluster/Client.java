package io.geminiquota.micronaut.cluster;

import io.geminiquota.cluster.redis.RedisCluster;
import io.geminiquota.cluster.redis.RedisSettings;
import io.geminiquota.cluster.redis.Trouble;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.codec.StringCodec;

/**
 * A client of the application's. We have a connection of our own on it: the application's may be
 * busy with what blocks, and have keys that are no texts.
 */
@FunctionalInterface
interface Client {

  /**
   * Connects; takes as long as that takes.
   *
   * @throws RuntimeException if it cannot be reached now
   */
  Connected connect(RedisSettings settings, Trouble trouble);

  /**
   * What is to be used, and closed.
   *
   * @param cluster on the connection
   * @param connection is ours
   */
  record Connected(RedisCluster cluster, AutoCloseable connection) implements AutoCloseable {

    @Override
    public void close() throws Exception {
      cluster.close();
      connection.close();
    }
  }

  static Client of(RedisClient client) {
    return (settings, trouble) -> {
      StatefulRedisConnection<String, String> connection = client.connect(StringCodec.UTF8);
      return new Connected(RedisCluster.over(connection, settings, trouble), connection);
    };
  }

  static Client of(RedisClusterClient client) {
    return (settings, trouble) -> {
      StatefulRedisClusterConnection<String, String> connection = client.connect(StringCodec.UTF8);
      return new Connected(RedisCluster.over(connection, settings, trouble), connection);
    };
  }
}
