package io.geminiquota.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.SlotHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** However the servers are put together. */
@Timeout(60)
class LayoutTest {

  @Test
  void aNodeOfARedisClusterIsRecognised() {
    try (LocalRedis node = LocalRedis.running("--cluster-enabled", "yes")) {
      StatefulRedisConnection<String, String> connection = node.connection();
      int[] slots = new int[SlotHash.SLOT_COUNT];
      for (int i = 0; i < slots.length; i++) {
        slots[i] = i;
      }
      connection.sync().clusterAddSlots(slots);
      try (Jvm jvm = Jvm.at(node)) {
        jvm.reached();
        assertThat(jvm.ask(Asking.requests(3, 10)).granted()).isEqualTo(3);
        assertThat(jvm.ask(Asking.requests(9, 10)).granted()).isEqualTo(7);
        jvm.cluster.noticeboard().read((subject, text) -> {});
      }
    }
  }

  @Test
  void aSentinelTellsWhereThePrimaryIs(@TempDir Path directory) throws IOException {
    try (LocalRedis primary = LocalRedis.running()) {
      Path file = directory.resolve("sentinel.conf");
      String text = "sentinel monitor quota 127.0.0.1 " + primary.port() + " 1\n";
      Files.writeString(file, text);
      try (LocalRedis sentinel = LocalRedis.configured(file, "--sentinel");
          Jvm jvm =
              new Jvm(
                  RedisSettings.of("redis-sentinel://127.0.0.1:" + sentinel.port() + "#quota"))) {
        jvm.reached();
        assertThat(jvm.ask(Asking.requests(3, 10)).granted()).isEqualTo(3);
        assertThat(primary.commands().keys("*")).isNotEmpty();
      }
    }
  }

  @Test
  void aConnectionMayBeEncrypted(@TempDir Path directory) throws Exception {
    Path certificate = directory.resolve("certificate.pem");
    Path key = directory.resolve("key.pem");
    Assumptions.assumeTrue(madeCertificate(certificate, key), "openssl is not here");
    int port = LocalRedis.freePort();
    String[] tls = {
      "--tls-port",
      Integer.toString(port),
      "--tls-cert-file",
      certificate.toString(),
      "--tls-key-file",
      key.toString(),
      "--tls-ca-cert-file",
      certificate.toString(),
      "--tls-auth-clients",
      "no"
    };
    try (LocalRedis unused = LocalRedis.running(tls)) {
      RedisSettings settings = RedisSettings.of("rediss://127.0.0.1:" + port);
      try (Jvm distrustful = new Jvm(settings)) {
        assertThat(distrustful.line("tls")).contains("certificate");
      }
      try (Jvm jvm = new Jvm(settings.trusted(certificate))) {
        jvm.reached();
        assertThat(jvm.ask(Asking.requests(1, 10)).granted()).isEqualTo(1);
      }
    }
  }

  private static boolean madeCertificate(Path certificate, Path key) throws InterruptedException {
    try {
      return new ProcessBuilder(
                  "openssl",
                  "req",
                  "-x509",
                  "-newkey",
                  "rsa:2048",
                  "-nodes",
                  "-days",
                  "2",
                  "-subj",
                  "/CN=127.0.0.1",
                  "-addext",
                  "subjectAltName=IP:127.0.0.1",
                  "-keyout",
                  key.toString(),
                  "-out",
                  certificate.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException notHere) {
      return false;
    }
  }

  @Test
  void aConnectionOfTheApplicationsOwnIsUsedAndLeftOpen() throws Exception {
    try (LocalRedis redis = LocalRedis.running()) {
      RedisClient client = RedisClient.create(RedisURI.create(redis.uri()));
      StatefulRedisConnection<String, String> connection = client.connect();
      List<String> lines = new CopyOnWriteArrayList<>();
      RedisSettings settings = RedisSettings.of(redis.uri()).prefix("other");
      try (RedisCluster cluster =
          RedisCluster.over(connection, settings, (topic, line) -> lines.add(line))) {
        CompletableFuture<Optional<Object>> heard = new CompletableFuture<>();
        cluster
            .quota("gate")
            .exchange(
                Asking.requests(1, 10).petition(1, 0),
                reply -> heard.complete(Optional.ofNullable(reply)));
        assertThat(heard.get(10, TimeUnit.SECONDS)).isPresent();
      }
      assertThat(connection.sync().keys("{other:gate}:*")).isNotEmpty();
      assertThat(lines).isEmpty();
      client.shutdown();
    }
  }

  @Test
  void nothingOfAUriIsShownButTheServers() {
    assertThat(RedisSettings.of("redis://user:p@ss@a:1,b:2/0?timeout=1s&password=x"))
        .hasToString("redis://a:1,b:2/0");
  }
}
