package io.geminiquota.cluster.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A connection of ours: opened on a thread of ours, because whoever asks does not wait, and opened
 * again and again until it stands.
 */
final class OwnLink implements Link {

  private static final long SHORTEST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 1_000;
  private static final String CLUSTER = "cluster_enabled:1";

  private final Clients clients;
  private final Troubles troubles;
  private final ScheduledExecutorService desk;

  private volatile @Nullable Open open;

  // Touched by the desk only.
  private Layout layout;
  private @Nullable ClientResources resources;
  private @Nullable RedisClient single;
  private @Nullable RedisClusterClient cluster;
  private boolean connecting;
  private boolean closed;
  private long pause = SHORTEST_PAUSE_MILLIS;

  private record Open(
      StatefulConnection<String, String> connection,
      RedisClusterAsyncCommands<String, String> commands) {}

  OwnLink(Clients clients, Layout layout, Troubles troubles, ScheduledExecutorService desk) {
    this.clients = clients;
    this.layout = layout;
    this.troubles = troubles;
    this.desk = desk;
    atDesk(this::connect);
  }

  @Override
  public @Nullable RedisClusterAsyncCommands<String, String> commands() {
    Open now = open;
    if (now == null) {
      return null;
    }
    if (!now.connection().isOpen()) {
      lost(now);
      return null;
    }
    return now.commands();
  }

  @Override
  public void renew() {
    Open now = open;
    if (now != null) {
      lost(now);
    }
  }

  @SuppressWarnings("ReferenceEquality") // It is this very one, or another.
  private void lost(Open gone) {
    atDesk(
        () -> {
          if (open == gone) {
            open = null;
            closed(gone.connection());
            connect();
          }
        });
  }

  private void connect() {
    if (connecting || closed) {
      return;
    }
    connecting = true;
    CompletionStage<Open> opened;
    try {
      opened = layout == Layout.CLUSTER ? openCluster() : openSingle();
    } catch (RuntimeException | LinkageError fault) {
      opened = CompletableFuture.failedFuture(fault);
    }
    CompletionStage<Open> unused =
        opened.whenComplete((found, fault) -> atDesk(() -> connected(found, fault)));
  }

  private void connected(@Nullable Open found, @Nullable Throwable fault) {
    connecting = false;
    if (found != null && !closed) {
      pause = SHORTEST_PAUSE_MILLIS;
      open = found;
      // Whoever asks may not ask for a while.
      found.connection().addListener(new Watch(() -> lost(found)));
      if (!found.connection().isOpen()) {
        lost(found);
      }
    } else if (found != null) {
      closed(found.connection());
    } else if (!closed && fault != null) {
      // The first failure may be one of a moment, and does not always say why.
      if (pause > SHORTEST_PAUSE_MILLIS || Troubles.isClear(fault)) {
        troubles.failed(fault);
      }
      ScheduledFuture<?> unused = desk.schedule(this::connect, pause, TimeUnit.MILLISECONDS);
      pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
    }
  }

  private CompletionStage<Open> openSingle() {
    if (single == null) {
      single = clients.single(shared());
    }
    return single
        .connectAsync(StringCodec.UTF8, clients.uri())
        .thenCompose(
            connection ->
                layout == Layout.DETECTED
                    ? detected(connection)
                    : CompletableFuture.completedFuture(new Open(connection, connection.async())));
  }

  /** Who may not ask is told by the server itself where it has to go. */
  private CompletionStage<Open> detected(StatefulRedisConnection<String, String> connection) {
    return connection
        .async()
        .info("cluster")
        .handle(
            (info, refused) -> {
              if (info != null && info.contains(CLUSTER)) {
                closed(connection);
                throw new OtherLayout();
              }
              return new Open(connection, connection.async());
            })
        .whenComplete(
            (found, fault) -> {
              if (fault != null) {
                atDesk(() -> layout = Layout.CLUSTER);
              }
            });
  }

  private CompletionStage<Open> openCluster() {
    if (cluster == null) {
      cluster = clients.cluster(shared());
    }
    RedisClusterClient client = cluster;
    return client
        .refreshPartitionsAsync()
        .thenCompose(found -> client.connectAsync(StringCodec.UTF8))
        .thenApply(
            (StatefulRedisClusterConnection<String, String> connection) ->
                new Open(connection, connection.async()));
  }

  private ClientResources shared() {
    if (resources == null) {
      resources = Clients.resources();
    }
    return resources;
  }

  @Override
  public void close() {
    closed = true;
    open = null;
    Clients.shutDown(single, cluster, resources);
  }

  private static void closed(StatefulConnection<String, String> connection) {
    CompletableFuture<Void> unused = connection.closeAsync();
  }

  private void atDesk(Runnable task) {
    try {
      desk.execute(task);
    } catch (RejectedExecutionException closing) {
      // Nobody needs it any more.
    }
  }

  /** The server is a node of a Redis Cluster: it is connected to as such, at once. */
  private static final class OtherLayout extends RuntimeException {}
}
