package io.geminiquota.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.genai.Client;
import com.google.genai.types.ClientOptions;
import com.google.genai.types.ProxyOptions;
import io.geminiquota.engine.observe.QuotaObserver;
import io.geminiquota.testkit.Answer;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Prototype;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The real com.google.genai client, governed without the agent. */
@Timeout(60)
class GovernedClientTest {

  @Test
  void whatFailsForAMomentIsSentAgainByUsAndNotByTheSdk() {
    try (Site site = new Site("gemini.quota.minute", "1s")) {
      Answers answers = site.bean(Answers.class);
      Answer full = Answer.rateLimited(Duration.ofMillis(50));
      site.simulator.script(Answers.MODEL, full, Answer.ok(), full, Answer.ok());
      assertThat(answers.free()).isNotEmpty();
      assertThat(answers.freeAsync().join()).isNotEmpty();
      assertThat(site.simulator.requests()).hasSize(4);
    }
  }

  @Test
  void whatCannotSucceedIsSentOnceAndFailsAsTheSdkFailsWithTheAdvice() {
    try (Site site = new Site()) {
      site.simulator.script(Answers.MODEL, Answer.zeroQuota());
      Answers answers = site.bean(Answers.class);
      assertThatThrownBy(answers::free)
          .isInstanceOf(com.google.genai.errors.ClientException.class)
          .hasMessageContaining("[gemini-quota]")
          .hasMessageContaining("billing");
      assertThat(site.simulator.requests()).hasSize(1);
    }
  }

  @Test
  void theEngineIsPutTogetherWithTheFirstCallAndNotWithTheClient() {
    try (Site site = new Site()) {
      Client client = site.bean(Client.class);
      assertThat(site.context.getActiveBeanRegistrations(QuotaEngine.class)).isEmpty();
      ask(client);
      assertThat(site.context.getActiveBeanRegistrations(QuotaEngine.class)).hasSize(1);
    }
  }

  @Test
  void callsRunAsTheyAreWhereTheEngineCannotBePutTogether() {
    try (Site site = new Site("spec.name", "broken observer", "gemini.quota.rpm", 1)) {
      Client client = site.bean(Client.class);
      ask(client);
      ask(client);
    }
  }

  private static void ask(Client client) {
    assertThat(client.models.generateContent(Answers.MODEL, "Hello", null).text()).isNotEmpty();
  }

  @Test
  void aHealthyCallPassesThoseThatAreHeld() throws Exception {
    try (Site site =
        new Site("gemini.quota.models.gemini-x.rpm", 1, "gemini.quota.max-wait", "1d")) {
      Answers answers = site.bean(Answers.class);
      Client client = site.bean(Client.class);
      List<CompletableFuture<String>> held = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        held.add(answers.freeAsync());
      }
      await().until(() -> held.stream().filter(CompletableFuture::isDone).count() == 1);
      assertThat(
              client
                  .async
                  .models
                  .generateContent("gemini-healthy", "Hello", null)
                  .get(10, TimeUnit.SECONDS)
                  .text())
          .isNotEmpty();
      assertThat(held.stream().filter(call -> !call.isDone())).hasSize(99);
    }
  }

  @Test
  void closingTheContextEndsEveryHold() {
    CompletableFuture<String> held;
    try (Site site = new Site("gemini.quota.rpm", 1, "gemini.quota.max-wait", "1h")) {
      Answers answers = site.bean(Answers.class);
      answers.free();
      held = answers.freeAsync();
    }
    await().until(held::isCompletedExceptionally);
  }

  @Test
  void theTimeoutOfTheClientCoversWhatIsHeld() {
    try (Site site =
        new Site(
            "gemini.quota.rpm", 1, "gemini.quota.max-wait", "1h", "gemini.client.timeout", "5s")) {
      Answers answers = site.bean(Answers.class);
      answers.free();
      assertThatThrownBy(answers::free).hasMessageContaining("[gemini-quota]");
      assertThat(site.simulator.requests()).hasSize(1);
    }
  }

  @Test
  void anHttpClientOfTheApplicationsOwnIsKept() {
    try (Site site = new Site("spec.name", "own http client")) {
      assertThat(site.bean(Answers.class).free()).isNotEmpty();
      assertThat(site.bean(OwnHttpClient.class).seen).hasValue(1);
    }
  }

  @Test
  void theProxyOfTheClientOptionsIsKept() {
    try (Site site = new Site("spec.name", "proxy")) {
      ClientOptions options = site.bean(ClientOptions.Builder.class).build();
      assertThat(options.customHttpClient().orElseThrow().proxy()).isNotNull();
    }
  }

  @Factory
  @Requires(property = "spec.name", value = "own http client")
  static class OwnHttpClient {

    final AtomicInteger seen = new AtomicInteger();

    @Prototype
    ClientOptions.Builder options() {
      return ClientOptions.builder()
          .customHttpClient(
              new OkHttpClient.Builder()
                  .addInterceptor(
                      chain -> {
                        seen.incrementAndGet();
                        return chain.proceed(chain.request());
                      })
                  .build());
    }
  }

  @Singleton
  @Requires(property = "spec.name", value = "broken observer")
  static class BrokenObserver implements QuotaObserver {

    BrokenObserver() {
      throw new IllegalStateException("on purpose");
    }
  }

  @Factory
  @Requires(property = "spec.name", value = "proxy")
  static class Proxied {

    @Prototype
    ClientOptions.Builder options() {
      return ClientOptions.builder()
          .proxyOptions(ProxyOptions.builder().host("127.0.0.1").port(9).build());
    }
  }
}
