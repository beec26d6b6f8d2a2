package io.geminiquota.cluster.redis;

import io.geminiquota.engine.limit.Reply;
import io.geminiquota.engine.limit.SharedQuota;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** One member of a cluster, with its own connection, and what a person reads of it. */
final class Jvm implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 10;

  final List<String> lines = new CopyOnWriteArrayList<>();
  final RedisCluster cluster;
  final SharedQuota quota;
  private long number;

  Jvm(RedisSettings settings) {
    cluster = RedisCluster.connect(settings, (topic, line) -> lines.add(topic + ": " + line));
    quota = cluster.quota("gate");
  }

  static Jvm at(LocalRedis redis) {
    return new Jvm(RedisSettings.of(redis.uri()));
  }

  CompletableFuture<Optional<Reply>> start(Asking asking) {
    CompletableFuture<Optional<Reply>> heard = new CompletableFuture<>();
    number++;
    quota.exchange(
        asking.petition(number, number - 1), reply -> heard.complete(Optional.ofNullable(reply)));
    return heard;
  }

  @Nullable Reply ask(Asking asking) {
    try {
      return start(asking).get(PATIENCE_SECONDS, TimeUnit.SECONDS).orElse(null);
    } catch (Exception fault) {
      throw new AssertionError("nothing was heard", fault);
    }
  }

  /** Asks for nothing until the store replies. */
  Reply reached() {
    return Awaitility.await()
        .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .until(() -> ask(Asking.nothing()), reply -> reply != null);
  }

  /** Asks for nothing until a line on a topic was said. */
  String line(String topic) {
    Awaitility.await()
        .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .until(
            () -> {
              ask(Asking.nothing());
              return lines.stream().anyMatch(line -> line.startsWith(topic + ": "));
            });
    return lines.stream().filter(line -> line.startsWith(topic + ": ")).findFirst().orElseThrow();
  }

  @Override
  public void close() {
    cluster.close();
  }
}
