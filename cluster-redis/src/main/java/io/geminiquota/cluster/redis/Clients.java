package io.geminiquota.cluster.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions.RefreshTrigger;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes clients of Lettuce as they are needed here: few threads, no queues, no repetitions. */
final class Clients {

  /** The least that Lettuce takes. */
  private static final int THREADS = 2;

  private static final long PATIENCE_MILLIS = 500;
  private static final int QUEUE = 2_000;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration MOVED_REFRESH = Duration.ofSeconds(1);

  private final RedisURI uri;
  private final @Nullable Path trusted;

  /**
   * @throws IllegalArgumentException if the URI is none, without showing it
   */
  Clients(RedisSettings settings) {
    uri = parse(settings);
    trusted = settings.trusted();
  }

  private static RedisURI parse(RedisSettings settings) {
    RedisURI uri;
    try {
      uri = RedisURI.create(settings.uri().strip());
    } catch (RuntimeException wrong) {
      // Its message may show the password.
      throw new IllegalArgumentException(
          "it must be redis://, rediss:// or redis-sentinel:// with host and port, e.g."
              + " redis://redis:6379");
    }
    uri.setTimeout(CONNECT_TIMEOUT);
    Supplier<@Nullable String> password = settings.password();
    if (password != null) {
      String user = user(uri);
      uri.setCredentialsProvider(
          RedisCredentialsProvider.from(() -> credentials(user, password.get())));
    }
    return uri;
  }

  @SuppressWarnings("BlockNotPermitted")
  private static @Nullable String user(RedisURI uri) {
    RedisCredentialsProvider provider = uri.getCredentialsProvider();
    RedisCredentials said = provider.resolveCredentials().block();
    return said == null ? null : said.getUsername();
  }

  private static RedisCredentials credentials(@Nullable String user, @Nullable String password) {
    return RedisCredentials.just(user, password == null ? new char[0] : password.toCharArray());
  }

  static ClientResources resources() {
    return DefaultClientResources.builder()
        .ioThreadPoolSize(THREADS)
        .computationThreadPoolSize(THREADS)
        .threadFactoryProvider(pool -> new DefaultThreadFactory("gemini-quota-redis", true))
        .commandLatencyRecorder(CommandLatencyRecorder.disabled())
        .reconnectDelay(Delay.constant(Duration.ofMillis(500)))
        .build();
  }

  RedisClient single(ClientResources resources) {
    RedisClient client = RedisClient.create(resources, uri);
    // Nothing is sent again: a petition that was granted must not be granted twice.
    client.setOptions(options(ClientOptions.builder()).autoReconnect(false).build());
    return client;
  }

  RedisClusterClient cluster(ClientResources resources) {
    RedisClusterClient client = RedisClusterClient.create(resources, uri);
    ClusterTopologyRefreshOptions refresh =
        ClusterTopologyRefreshOptions.builder()
            .enableAdaptiveRefreshTrigger(RefreshTrigger.values())
            .adaptiveRefreshTriggersTimeout(MOVED_REFRESH)
            .build();
    ClusterClientOptions.Builder options = ClusterClientOptions.builder();
    options(options).replayFilter(command -> true);
    client.setOptions(options.topologyRefreshOptions(refresh).build());
    return client;
  }

  private ClientOptions.Builder options(ClientOptions.Builder options) {
    SocketOptions socket =
        SocketOptions.builder().connectTimeout(CONNECT_TIMEOUT).keepAlive(true).build();
    options
        .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
        .requestQueueSize(QUEUE)
        .protocolVersion(ProtocolVersion.RESP2)
        .socketOptions(socket);
    if (trusted != null) {
      options.sslOptions(SslOptions.builder().trustManager(trusted.toFile()).build());
    }
    return options;
  }

  RedisURI uri() {
    return uri;
  }

  /** Closes what there is of them, without waiting for it. */
  static void shutDown(
      @Nullable RedisClient single,
      @Nullable RedisClusterClient cluster,
      @Nullable ClientResources resources) {
    CompletableFuture<?> closed = CompletableFuture.allOf(shutDown(single), shutDown(cluster));
    if (resources != null) {
      CompletableFuture<?> unused = closed.handle((done, fault) -> shutDown(resources));
    }
  }

  private static Future<Boolean> shutDown(ClientResources resources) {
    return resources.shutdown(0, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static CompletableFuture<?> shutDown(@Nullable AbstractRedisClient client) {
    return client == null
        ? CompletableFuture.completedFuture(null)
        : client.shutdownAsync(0, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
  }
}
