package io.geminiquota.cluster.redis.agent;

import io.geminiquota.cluster.redis.Layout;
import io.geminiquota.cluster.redis.RedisCluster;
import io.geminiquota.cluster.redis.RedisSettings;
import io.geminiquota.engine.limit.ClusterProvider;
import io.geminiquota.engine.policy.ClusterSettings;
import io.geminiquota.engine.route.SecretReference;
import io.geminiquota.engine.route.Secrets;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/** A cluster on Redis or Valkey, by libraries that nobody else in the JVM sees or hears of. */
public final class SeclusedRedis implements ClusterProvider {

  private static final Set<String> SCHEMES =
      Set.of("redis", "rediss", "redis-sentinel", "rediss-sentinel");

  /** What a first connection takes, with TLS, on a busy machine; less than callers wait. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private static final Duration A_MOMENT = Duration.ofMillis(500);

  /** For the service loader. */
  public SeclusedRedis() {}

  @Override
  public boolean serves(String scheme) {
    return SCHEMES.contains(scheme.toLowerCase(Locale.ROOT));
  }

  @Override
  public OpenCluster open(
      ClusterSettings settings, Secrets secrets, BiConsumer<String, String> trouble) {
    Silence.fall();
    RedisSettings redis =
        RedisSettings.of(Objects.requireNonNull(settings.store()))
            .prefix(settings.prefix())
            .timeout(settings.timeout())
            .layout(Layout.DETECTED)
            .expectedMembers(settings.members());
    SecretReference password = settings.password();
    AtomicBoolean troubled = new AtomicBoolean();
    RedisCluster cluster =
        RedisCluster.connect(
            password == null ? redis : redis.password(() -> secrets.read(password)),
            (topic, line) -> {
              troubled.set(true);
              trouble.accept(topic, line);
            });
    awaitStore(cluster, troubled);
    return new OpenCluster(cluster, cluster::close);
  }

  /** Who cannot be reached at once is looked for in the background. */
  private static void awaitStore(RedisCluster cluster, AtomicBoolean troubled) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (!troubled.get() && System.nanoTime() - deadline < 0 && !cluster.awaitStore(A_MOMENT)) {
        // Looks again.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
