package io.geminiquota.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.limit.Reply;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever becomes of the store, nobody waits for it, one line says so, and one that it is back.
 */
@Timeout(60)
class FailureTest {

  private static final String PASSWORD = "se%40cret";
  private static LocalRedis redis;
  private static RedisCommands<String, String> commands;

  @BeforeAll
  static void start() {
    redis = LocalRedis.running();
    commands = redis.commands();
  }

  @AfterAll
  static void stop() {
    if (redis != null) {
      redis.close();
    }
  }

  @AfterEach
  void clear() {
    commands.flushall();
  }

  @Test
  void aStoreThatIsNotThereYetIsFound() {
    try (LocalRedis later = LocalRedis.stopped();
        Jvm jvm = Jvm.at(later)) {
      assertThat(jvm.ask(Asking.requests(1, 10))).isNull();
      assertThat(jvm.line("unreachable")).contains(later.uri(), "keeps to its share");
      later.start();
      jvm.reached();
      assertThat(jvm.ask(Asking.requests(1, 10)).granted()).isEqualTo(1);
      assertThat(jvm.lines).hasSize(2).last().asString().startsWith("back: ");
    }
  }

  @Test
  void aStoreThatIsKilledAndComesBackHasForgotten() {
    try (LocalRedis mortal = LocalRedis.running();
        Jvm jvm = Jvm.at(mortal)) {
      String epoch = jvm.reached().epoch();
      mortal.kill();
      jvm.line("unreachable");
      assertThat(jvm.ask(Asking.requests(1, 10))).isNull();
      mortal.start();
      assertThat(jvm.reached().epoch()).isNotEqualTo(epoch);
      assertThat(jvm.ask(Asking.requests(1, 10)).granted()).isEqualTo(1);
      assertThat(jvm.lines).hasSize(2);
    }
  }

  @Test
  void nothingOfAFrozenStoreIsCountedThatNobodyWaitsForAnyMore() {
    try (LocalRedis slow = LocalRedis.running();
        Jvm jvm = Jvm.at(slow)) {
      jvm.reached();
      assertThat(jvm.ask(Asking.requests(1, 100)).used().requests()).isEqualTo(1);
      slow.freeze();
      List<CompletableFuture<Optional<Reply>>> asked =
          IntStream.range(0, 20).mapToObj(i -> jvm.start(Asking.requests(1, 100))).toList();
      asked.forEach(reply -> assertThat(reply.join()).isEmpty());
      assertThat(jvm.line("slow")).contains("has not replied for");
      slow.thaw();
      assertThat(jvm.reached().used().requests()).isEqualTo(1);
      assertThat(jvm.lines).last().asString().startsWith("back: ");
    }
  }

  @Test
  void repliesComeInOrderAndOnlyOnce() {
    try (Jvm jvm = Jvm.at(redis)) {
      jvm.reached();
      List<Integer> order = new CopyOnWriteArrayList<>();
      List<CompletableFuture<Void>> all =
          IntStream.range(0, 500)
              .mapToObj(
                  i -> {
                    if (i % 100 == 50) {
                      commands.scriptFlush();
                    }
                    return jvm.start(Asking.requests(1, 1_000)).thenAccept(reply -> order.add(i));
                  })
              .toList();
      all.forEach(CompletableFuture::join);
      assertThat(order).isSorted().hasSize(500);
    }
  }

  @Test
  void aStoreOutOfMemoryIsNotAsked() {
    try (Jvm jvm = Jvm.at(redis)) {
      jvm.reached();
      commands.configSet("maxmemory", "1");
      try {
        assertThat(jvm.line("memory")).contains("maxmemory");
        assertThat(jvm.ask(Asking.requests(1, 10))).isNull();
      } finally {
        commands.configSet("maxmemory", "0");
      }
      Reply reply = jvm.reached();
      assertThat(reply.used().requests()).as("nothing was half done").isZero();
      assertThat(jvm.ask(Asking.requests(1, 10)).granted()).isEqualTo(1);
    }
  }

  @Test
  void aReplicaIsNotAsked() {
    try (Jvm jvm = Jvm.at(redis)) {
      jvm.reached();
      commands.replicaof("127.0.0.1", LocalRedis.freePort());
      try {
        assertThat(jvm.line("read only")).contains("failing over");
      } finally {
        commands.replicaofNoOne();
      }
      jvm.reached();
    }
  }

  @Test
  void aWrongPasswordIsOneLineThatDoesNotShowIt() {
    commands.configSet("requirepass", "right");
    try (Jvm jvm =
        new Jvm(RedisSettings.of("redis://:" + PASSWORD + "@127.0.0.1:" + redis.port()))) {
      jvm.line("password");
      assertThat(jvm.lines)
          .noneMatch(line -> line.contains("cret"))
          .filteredOn(line -> line.startsWith("password"))
          .hasSize(1);
    } finally {
      commands.auth("right");
      commands.configSet("requirepass", "");
    }
  }

  @Test
  void aUserThatMayNotIsToldWhatToGrant() {
    acl("SETUSER", "limited", "reset", "on", ">secret", "~*", "+@all", "-zadd");
    RedisSettings settings =
        RedisSettings.of("redis://limited:none@127.0.0.1:" + redis.port()).password(() -> "secret");
    try (Jvm jvm = new Jvm(settings)) {
      String line = jvm.line("permission");
      assertThat(line).contains("ACL SETUSER").doesNotContain("secret");
      String rule = line.substring(line.indexOf("<user> ") + 7, line.indexOf(": meanwhile"));
      String[] words = ("SETUSER limited reset on >secret " + rule).split(" ");
      acl(words);
      jvm.reached();
      assertThat(jvm.ask(Asking.requests(1, 10)).granted()).isEqualTo(1);
    }
    try (Jvm jvm = new Jvm(settings)) {
      jvm.reached();
      assertThat(jvm.lines).as("all that it needs from the start").isEmpty();
    }
  }

  private static void acl(String... words) {
    CommandArgs<String, String> arguments = new CommandArgs<>(StringCodec.UTF8);
    for (String word : words) {
      arguments.add(word);
    }
    commands.dispatch(CommandType.ACL, new StatusOutput<>(StringCodec.UTF8), arguments);
  }

  @Test
  void whatSomebodyElseHasWrittenIsOneLine() {
    commands.set("{gemini-quota:gate}:uses", "mine");
    try (Jvm jvm = Jvm.at(redis)) {
      assertThat(jvm.line("script")).contains("WRONGTYPE", "another prefix");
      assertThat(jvm.ask(Asking.requests(1, 10))).isNull();
      commands.del("{gemini-quota:gate}:uses");
      jvm.reached();
    }
  }

  @Test
  void aWipedStoreIsAnotherEpoch() {
    try (Jvm jvm = Jvm.at(redis);
        Jvm other = Jvm.at(redis)) {
      jvm.reached();
      other.reached();
      String epoch = jvm.reached().epoch();
      commands.flushall();
      Reply told = jvm.ask(Asking.requests(10, 10));
      assertThat(told.epoch()).isNotEqualTo(epoch);
      assertThat(told.granted()).isZero();
      assertThat(jvm.ask(Asking.requests(10, 10)).granted()).isEqualTo(5);
    }
  }

  @Test
  void anEvictedKeyIsAnotherEpoch() {
    for (String key : List.of("uses", "state")) {
      try (Jvm jvm = Jvm.at(redis)) {
        jvm.reached();
        String epoch = jvm.ask(Asking.requests(5, 10)).epoch();
        commands.del("{gemini-quota:gate}:" + key);
        assertThat(jvm.ask(Asking.requests(1, 10)).epoch()).isNotEqualTo(epoch);
        assertThat(jvm.ask(Asking.requests(10, 10)).granted()).isEqualTo(10);
      }
      commands.flushall();
    }
  }

  @Test
  void whoClosesLeavesAndNothingOfItStays() {
    Jvm jvm = Jvm.at(redis);
    jvm.reached();
    assertThat(commands.zcard("{gemini-quota:gate}:members")).isEqualTo(1);
    long before = System.nanoTime();
    jvm.close();
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
    assertThat(commands.zcard("{gemini-quota:gate}:members")).isZero();
    assertThat(jvm.ask(Asking.nothing())).isNull();
    Awaitility.await()
        .atMost(10, TimeUnit.SECONDS)
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().startsWith("gemini-quota")));
  }
}
