package io.geminiquota.micronaut.cluster;

import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.genai.Client;
import io.geminiquota.testkit.GeminiSimulator;
import io.geminiquota.testkit.QuotaLimits;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several applications that share a quota through a real Redis. */
@Timeout(60)
class ClusterTest {

  private static final int LIMIT = 10;
  private static final int CALLS = 15;

  private final GeminiSimulator simulator =
      GeminiSimulator.builder()
          .minute(Duration.ofSeconds(2))
          .limits(QuotaLimits.none().withRpm(LIMIT))
          .start();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
    simulator.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"redis", "true", "a URL"})
  void twoApplicationsKeepOneLimit(String cluster) throws Exception {
    try (RedisServer redis = RedisServer.start();
        ApplicationContext one = context(cluster, redis.url());
        ApplicationContext other = context(cluster, redis.url())) {
      List<CompletableFuture<String>> calls = new ArrayList<>(calls(one));
      calls.addAll(calls(other));

      assertThat(calls).allSatisfy(call -> assertThat(call.get()).isNotEmpty());
      assertThat(simulator.requests())
          .hasSize(2 * CALLS)
          .noneMatch(request -> request.status() == 429);
    }
  }

  @Test
  void anApplicationStartsAndCallsWithoutItsRedis() throws Exception {
    try (ApplicationContext alone = context("redis", RedisServer.url(RedisServer.freePort()))) {
      assertThat(alone.getBean(Client.class).models.generateContent("gemini-x", "Hi", null).text())
          .isNotEmpty();
    }
  }

  @Test
  void anApplicationWithoutAClientOfRedisIsToldSo() {
    assertThatThrownBy(() -> ApplicationContext.run(Map.of("gemini.quota.cluster", "redis")))
        .hasMessageContaining("no client of Redis")
        .hasMessageContaining("redis.uri");
  }

  private ApplicationContext context(String cluster, String url) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("gemini.client.api-key", "test-key");
    properties.put("gemini.client.base-url", simulator.baseUrl());
    properties.put("gemini.quota.minute", "2s");
    properties.put("gemini.quota.rpm", LIMIT);
    // Tests may run on a machine that is busy with others.
    properties.put("gemini.quota.cluster-timeout", "2s");
    if (cluster.equals("a URL")) {
      properties.put("gemini.quota.cluster", url);
    } else {
      properties.put("gemini.quota.cluster", cluster);
      properties.put("redis.uri", url);
    }
    return ApplicationContext.run(properties);
  }

  private List<CompletableFuture<String>> calls(ApplicationContext context) {
    Client client = context.getBean(Client.class);
    List<CompletableFuture<String>> calls = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      calls.add(
          supplyAsync(
              () -> client.models.generateContent("gemini-x", "Hello", null).text(), threads));
    }
    return calls;
  }
}
