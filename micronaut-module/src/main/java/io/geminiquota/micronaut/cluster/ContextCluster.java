package io.geminiquota.micronaut.cluster;

import io.geminiquota.adapters.cluster.OpeningCluster;
import io.geminiquota.cluster.redis.RedisCluster;
import io.geminiquota.cluster.redis.RedisSettings;
import io.geminiquota.cluster.redis.Trouble;
import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.Timer;
import io.geminiquota.engine.limit.Cluster;
import io.geminiquota.engine.policy.ClusterSettings;
import io.geminiquota.engine.route.SecretReference;
import io.geminiquota.engine.route.Secrets;
import io.lettuce.core.RedisClient;
import io.lettuce.core.cluster.RedisClusterClient;
import io.micronaut.context.BeanContext;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.annotation.Internal;
import java.util.function.BiConsumer;

/**
 * The cluster that is configured: by the application's own client of Redis, which is
 * micronaut-redis' as a rule, or by one of ours.
 */
@Internal
public final class ContextCluster implements AutoCloseable {

  private final Cluster cluster;
  private final Runnable close;

  private ContextCluster(Cluster cluster, Runnable close) {
    this.cluster = cluster;
    this.close = close;
  }

  /**
   * Opens it. Nothing waits for the store.
   *
   * @param settings name a store that is there, as {@link #require} has found
   * @param trouble is told a topic, and a line for a person
   * @throws ConfigurationException if they name what is not there
   */
  public static ContextCluster open(
      ClusterSettings settings,
      BeanContext context,
      Secrets secrets,
      TimeSource time,
      Timer timer,
      BiConsumer<String, String> trouble) {
    RedisSettings redis = settings(settings, secrets);
    OpeningCluster opening = new OpeningCluster(settings.members(), time, timer);
    Client client = settings.isByConnection() ? client(context) : own(redis, trouble::accept);
    return new ContextCluster(
        opening, ClientConnection.to(client, redis, opening, trouble::accept)::close);
  }

  /**
   * Looks whether there is what the settings name. Connects to nothing.
   *
   * @throws ConfigurationException if it is not there
   */
  public static void require(ClusterSettings settings, BeanContext context) {
    if (settings.isByConnection()
        && !context.containsBean(RedisClient.class)
        && !context.containsBean(RedisClusterClient.class)) {
      throw new ConfigurationException(
          "Gemini Quota: gemini.quota.cluster=redis, but the application has no client of Redis: set"
              + " redis.uri of micronaut-redis, or write the URL, like"
              + " gemini.quota.cluster=redis://host:6379");
    }
  }

  /** What the engine asks. */
  public Cluster cluster() {
    return cluster;
  }

  /** Leaves the cluster, and closes what was opened for it. */
  @Override
  public void close() {
    close.run();
  }

  private static RedisSettings settings(ClusterSettings settings, Secrets secrets) {
    String store = settings.store();
    RedisSettings redis =
        RedisSettings.of(store == null ? ClusterSettings.CONNECTION : store)
            .prefix(settings.prefix())
            .timeout(settings.timeout())
            .expectedMembers(settings.members());
    SecretReference password = settings.password();
    return password == null ? redis : redis.password(() -> secrets.read(password));
  }

  private static Client own(RedisSettings redis, Trouble trouble) {
    try {
      return Client.of(RedisCluster.connect(redis, trouble));
    } catch (IllegalArgumentException wrong) {
      throw new ConfigurationException(
          "Gemini Quota: gemini.quota.cluster: " + wrong.getMessage(), wrong);
    }
  }

  /** Asked for when it is connected to, not before: it may want the meters, and they the engine. */
  private static Client client(BeanContext context) {
    return (settings, trouble) -> {
      Client client =
          context.containsBean(RedisClient.class)
              ? Client.of(context.getBean(RedisClient.class))
              : Client.of(context.getBean(RedisClusterClient.class));
      return client.connect(settings, trouble);
    };
  }
}
