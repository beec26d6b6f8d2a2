package io.geminiquota.micronaut.cluster;

import io.geminiquota.cluster.redis.RedisCluster;
import io.geminiquota.cluster.redis.RedisSettings;
import io.geminiquota.cluster.redis.Trouble;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;

/**
 * A client of the application's. We have a connection of our own on it: the application's may be
 * busy with what blocks, and have keys that are no texts.
 */
@FunctionalInterface
interface Client {

  /** What a first connection takes on a busy machine; less than callers wait. */
  Duration PATIENCE = Duration.ofSeconds(2);

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

  /** One of ours, which is connected to in the background already. */
  static Client of(RedisCluster cluster) {
    return (settings, trouble) -> ready(new Connected(cluster, () -> {}));
  }

  static Client of(RedisClient client) {
    return (settings, trouble) -> {
      StatefulRedisConnection<String, String> connection = client.connect(StringCodec.UTF8);
      return ready(new Connected(RedisCluster.over(connection, settings, trouble), connection));
    };
  }

  static Client of(RedisClusterClient client) {
    return (settings, trouble) -> {
      StatefulRedisClusterConnection<String, String> connection = client.connect(StringCodec.UTF8);
      return ready(new Connected(RedisCluster.over(connection, settings, trouble), connection));
    };
  }

  /** A store that does not reply by then is asked all the same, again and again. */
  private static Connected ready(Connected connected) {
    try {
      boolean unused = connected.cluster().awaitStore(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return connected;
  }
}
