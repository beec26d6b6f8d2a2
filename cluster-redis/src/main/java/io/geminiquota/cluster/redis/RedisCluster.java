package io.geminiquota.cluster.redis;

import io.geminiquota.engine.limit.Cluster;
import io.geminiquota.engine.limit.Noticeboard;
import io.geminiquota.engine.limit.SharedQuota;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;

/**
 * A cluster whose store is Redis 6.2 or newer, or Valkey. Nothing of it blocks, and nothing throws
 * after it was made: while there is nobody to ask, petitions are replied to by null at once.
 * Thread-safe.
 */
public final class RedisCluster implements Cluster, AutoCloseable {

  private static final long LEAVE_MILLIS = 300;
  private static final long LOOK_MILLIS = 5;

  private final RedisSettings settings;
  private final String member = Long.toHexString(new SecureRandom().nextLong() >>> 4);
  private final ScheduledThreadPoolExecutor desk;
  private final Link link;
  private final Runs runs;
  private final RedisNotices notices;
  private final Map<String, RedisQuota> quotas = new ConcurrentHashMap<>();

  /**
   * Connects to the store, in the background, for as long as it takes.
   *
   * @param trouble is told what keeps it from being asked
   * @throws IllegalArgumentException if the URI is none, without showing it
   */
  public static RedisCluster connect(RedisSettings settings, Trouble trouble) {
    Clients clients = new Clients(settings);
    return new RedisCluster(
        settings,
        trouble,
        (troubles, desk) -> new OwnLink(clients, settings.layout(), troubles, desk));
  }

  /**
   * Uses a connection of the application's own, and leaves it open.
   *
   * @param settings of which URI, password and layout do not matter
   */
  public static RedisCluster over(
      StatefulRedisConnection<String, String> connection, RedisSettings settings, Trouble trouble) {
    return new RedisCluster(
        settings, trouble, (troubles, desk) -> new GivenLink(connection, connection.async()));
  }

  /** The same for a connection to a Redis Cluster. */
  public static RedisCluster over(
      StatefulRedisClusterConnection<String, String> connection,
      RedisSettings settings,
      Trouble trouble) {
    return new RedisCluster(
        settings, trouble, (troubles, desk) -> new GivenLink(connection, connection.async()));
  }

  private RedisCluster(
      RedisSettings settings,
      Trouble trouble,
      BiFunction<Troubles, ScheduledThreadPoolExecutor, Link> linked) {
    this.settings = settings;
    desk = new ScheduledThreadPoolExecutor(1, RedisCluster::thread);
    desk.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    Troubles troubles =
        new Troubles(settings.toString(), settings.prefix(), trouble, System::nanoTime);
    link = linked.apply(troubles, desk);
    runs = new Runs(link, troubles, System::nanoTime);
    notices = new RedisNotices(member, settings.prefix(), runs, desk);
  }

  /**
   * Waits until the store has replied for the first time, so that the first petition that counts is
   * neither in vain nor slow: a first exchange loads classes here, and a script there.
   *
   * @return whether it has
   */
  public boolean awaitStore(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (link.commands() == null) {
      if (System.nanoTime() - deadline >= 0) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    return FirstExchange.with(quota(FirstExchange.GATE), deadline - System.nanoTime());
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "gemini-quota-cluster");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public SharedQuota quota(String gate) {
    return quotas.computeIfAbsent(
        gate,
        name ->
            new RedisQuota(
                member,
                new GateKeys(settings.prefix(), name),
                runs,
                link,
                desk,
                settings.timeout(),
                System::nanoTime));
  }

  @Override
  public Noticeboard noticeboard() {
    return notices;
  }

  @Override
  public int expectedMembers() {
    return settings.expectedMembers();
  }

  /** Leaves all gates and closes what is ours, within a second. */
  @Override
  public void close() {
    CompletableFuture<?> left =
        CompletableFuture.allOf(
            quotas.values().stream().map(RedisQuota::left).toArray(CompletableFuture<?>[]::new));
    try {
      left.get(LEAVE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException silent) {
      // The others notice that it is silent.
    }
    desk.execute(link::close);
    desk.shutdown();
  }
}
