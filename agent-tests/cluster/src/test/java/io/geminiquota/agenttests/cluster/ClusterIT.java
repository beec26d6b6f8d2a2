package io.geminiquota.agenttests.cluster;

import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.ManyCalls;
import com.example.OwnRedis;
import io.geminiquota.agent.jvm.AgentJar;
import io.geminiquota.agent.jvm.ClassPath;
import io.geminiquota.agent.jvm.ForkedJvm;
import io.geminiquota.agent.jvm.ForkedJvm.Finished;
import io.geminiquota.agent.jvm.Jdk;
import io.geminiquota.testkit.GeminiSimulator;
import io.geminiquota.testkit.QuotaLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One quota, several JVMs, one Redis. */
@Execution(ExecutionMode.CONCURRENT)
class ClusterIT {

  private static final String CLUSTER_JAR = System.getProperty("cluster.jar");
  private static final int LIMIT = 20;
  private static final int CALLS = 30;

  /**
   * Where six JVMs start at once on two cores, a request may be longer on its way than is allowed
   * for. Each by itself would have a whole limit rejected.
   */
  private static final int SLOW_TO_ARRIVE = LIMIT / 10;

  private final GeminiSimulator simulator =
      GeminiSimulator.builder()
          .minute(Duration.ofSeconds(3))
          .limits(QuotaLimits.none().withRpm(LIMIT))
          .latency(Duration.ofMillis(20), Duration.ofMillis(60))
          .start();

  @TempDir private Path folder;

  @AfterEach
  void stop() {
    simulator.close();
  }

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void twoJvmsKeepOneLimitAndWhoComesLaterPacesFromTheFirstCall(Jdk jdk) throws Exception {
    try (RedisProcess redis = RedisProcess.start()) {
      twoJvms(jdk, shared(redis) + ",rpm=" + LIMIT);
      assertThat(rejected()).as("rejected").isLessThanOrEqualTo(SLOW_TO_ARRIVE);
    }
  }

  @Test
  void whatOneJvmLearnsTheOtherKnowsFromTheFirstCall() throws Exception {
    try (RedisProcess redis = RedisProcess.start()) {
      twoJvms(Jdk.ofTheBuild(), shared(redis));
      assertThat(rejected())
          .as("rejected until the limit was known")
          .isLessThanOrEqualTo(LIMIT / 2);
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void anApplicationWithItsOwnLettuceAndNettyGoesOnUnharmedAndSeesNothingOfOurs(Jdk jdk)
      throws Exception {
    try (RedisProcess redis = RedisProcess.start()) {
      Finished application =
          jvm(jdk, shared(redis))
              .run(
                  OwnRedis.class,
                  simulator.baseUrl(),
                  redis.url(),
                  "io.lettuce.core.RedisClient",
                  "io.geminiquota.cluster.redis.RedisCluster",
                  "io.geminiquota.cluster.redis.own.lettuce.core.RedisClient",
                  "io.geminiquota.engine.Governor");

      assertThat(application.err()).isEmpty();
      assertThat(application.exitValue()).isZero();
      assertThat(application.values())
          .containsEntry("theirs", "4")
          .containsEntry("io.lettuce.core.RedisClient", "true")
          .containsEntry("io.geminiquota.cluster.redis.RedisCluster", "false")
          .containsEntry("io.geminiquota.cluster.redis.own.lettuce.core.RedisClient", "false")
          .containsEntry("io.geminiquota.engine.Governor", "false")
          .doesNotContainKey("logged")
          .doesNotContainEntry("cluster-thread", "false");
      assertThat(application.values().get("netty"))
          .startsWith("netty-common-" + System.getProperty("netty.version"));
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void withoutARedisCallsGoOnWithinAShareAndOneLineSaysSo(Jdk jdk) throws Exception {
    String settings =
        "minute=3s,cluster=redis://127.0.0.1:"
            + RedisProcess.freePort()
            + ",cluster-members=2,rpm="
            + LIMIT
            + ",cluster-jar="
            + CLUSTER_JAR;
    Finished application = calls(jvm(jdk, settings), LIMIT);

    assertAllAnswered(application, LIMIT);
    assertThat(application.complaints()).singleElement().asString().contains("redis://127.0.0.1");
    assertThat(rejected()).isZero();
  }

  @Test
  void withoutTheJarItWorksAsWithoutAClusterAndOneLineSaysWhatToDo() throws Exception {
    Path alone = Files.copy(AgentJar.PATH, folder.resolve("agent.jar"));
    Finished application =
        calls(
            new ForkedJvm(Jdk.ofTheBuild())
                .shortLived()
                .classPath(ClassPath.ofApplication())
                .agent(alone, "minute=3s,cluster=redis://127.0.0.1:6379,rpm=" + LIMIT),
            LIMIT);

    assertAllAnswered(application, LIMIT);
    assertThat(application.complaints())
        .singleElement()
        .asString()
        .contains(
            folder.resolve("gemini-quota-cluster-redis.jar") + " is not there", "cluster-jar");
  }

  @Test
  void theJarIsFoundBesideTheAgents() throws Exception {
    Path agent = Files.copy(AgentJar.PATH, folder.resolve("agent.jar"));
    Files.copy(Path.of(CLUSTER_JAR), folder.resolve("gemini-quota-cluster-redis.jar"));
    try (RedisProcess redis = RedisProcess.start("--requirepass", "let-me-in")) {
      Finished application =
          calls(
              new ForkedJvm(Jdk.ofTheBuild())
                  .shortLived()
                  .classPath(ClassPath.ofApplication())
                  .environment("STORE_PASSWORD", "let-me-in")
                  .environment("GEMINI_QUOTA_CLUSTER", redis.url())
                  .agent(agent, "minute=3s,cluster-password=env:STORE_PASSWORD,rpm=" + LIMIT),
              LIMIT);

      assertAllAnswered(application, LIMIT);
      assertThat(application.complaints()).isEmpty();
    }
  }

  /** The second one begins when the first has used a part of the first window. */
  private void twoJvms(Jdk jdk, String settings) {
    CompletableFuture<Finished> first = supplyAsync(() -> calls(jvm(jdk, settings), CALLS));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> first.isDone() || simulator.requests().size() > LIMIT / 4);
    Finished second = calls(jvm(jdk, settings), CALLS);

    assertAllAnswered(first.join(), CALLS);
    assertAllAnswered(second, CALLS);
    assertThat(first.join().complaints()).isEmpty();
    assertThat(second.complaints()).isEmpty();
  }

  private static String shared(RedisProcess redis) {
    return "minute=3s,cluster-timeout=2s,cluster=" + redis.url() + ",cluster-jar=" + CLUSTER_JAR;
  }

  private static ForkedJvm jvm(Jdk jdk, String settings) {
    return new ForkedJvm(jdk).shortLived().classPath(ClassPath.ofApplication()).agent(settings);
  }

  private Finished calls(ForkedJvm jvm, int calls) {
    return jvm.run(ManyCalls.class, simulator.baseUrl(), String.valueOf(calls), "8");
  }

  private static void assertAllAnswered(Finished application, int calls) {
    assertThat(application.values()).containsEntry("answered", String.valueOf(calls));
    assertThat(application.exitValue()).isZero();
  }

  private long rejected() {
    return simulator.requests().stream().filter(request -> request.status() == 429).count();
  }
}
