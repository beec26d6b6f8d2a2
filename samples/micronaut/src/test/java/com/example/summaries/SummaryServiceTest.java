package com.example.summaries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geminiquota.testkit.Answer;
import io.geminiquota.testkit.GeminiSimulation;
import io.geminiquota.testkit.GeminiSimulator;
import io.geminiquota.testkit.RequestRecord;
import io.geminiquota.testkit.Verdict;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole service: HTTP on one side, a Gemini that enforces its quota on the other. */
@Timeout(60)
class SummaryServiceTest {

  private static final String TEXT = "Once upon a time there was a text that was much too long.";

  @Test
  @GeminiSimulation
  void summarisesAText(GeminiSimulator gemini) {
    try (Service service = new Service(gemini)) {
      HttpResponse<String> response = service.post(TEXT).join();

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).isNotBlank();
      assertThat(gemini.requests())
          .singleElement()
          .extracting(RequestRecord::model)
          .isEqualTo("gemini-2.5-flash");
    }
  }

  @Test
  @GeminiSimulation(rpm = 10, minute = "2s")
  void aRushIsServedInFullAndNothingTwice(GeminiSimulator gemini) {
    try (Service service =
        new Service(gemini, "gemini.quota.rpm", "10", "gemini.quota.minute", "2s")) {
      assertThat(service.rush(30)).containsOnly(200);
      assertThat(gemini.requests())
          .filteredOn(request -> request.verdict() == Verdict.OK)
          .hasSize(30);
    }
  }

  @Test
  @GeminiSimulation(rpm = 10, minute = "2s")
  void aRushIsServedInFullAlsoWhenNobodySaidWhatTheQuotaIs(GeminiSimulator gemini) {
    try (Service service = new Service(gemini, "gemini.quota.minute", "2s")) {
      assertThat(service.rush(30)).containsOnly(200);
    }
  }

  @Test
  @GeminiSimulation
  void whoWouldWaitTooLongIsToldAtOnce(GeminiSimulator gemini) {
    try (Service service =
        new Service(gemini, "summaries.rpm", "5", "gemini.quota.minute", "60s")) {
      assertThat(service.rush(8)).containsOnly(200, 503);
      assertThat(gemini.requests()).hasSize(5);
    }
  }

  @Test
  @GeminiSimulation
  void whoIsHeldKeepsNobodyElseWaiting(GeminiSimulator gemini) {
    try (Service service =
        new Service(
            gemini,
            "summaries.rpm",
            "1",
            "summaries.max-wait",
            "1d",
            "gemini.quota.minute",
            "60s")) {
      List<CompletableFuture<HttpResponse<String>>> texts =
          IntStream.range(0, 200).mapToObj(i -> service.post(TEXT)).toList();
      await().until(() -> texts.stream().filter(CompletableFuture::isDone).count() == 1);

      assertThat(service.post(" ").join().statusCode()).isEqualTo(400);
      assertThat(texts.stream().filter(CompletableFuture::isDone)).hasSize(1);
    }
  }

  @Test
  @GeminiSimulation
  void whatNoWaitHelpsFailsAtOnceAndTellsTheCallerNothingOfOurProject(GeminiSimulator gemini) {
    gemini.script("gemini-2.5-flash", Answer.zeroQuota());
    try (Service service = new Service(gemini)) {
      HttpResponse<String> response = service.post(TEXT).join();

      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.body())
          .isEqualTo("Too many texts at the moment. Please try again later.\n");
      assertThat(gemini.requests()).hasSize(1);
    }
  }

  /** The service on a free port, as {@link Application} starts it. */
  private static final class Service implements AutoCloseable {

    private final EmbeddedServer server;
    private final HttpClient http = HttpClient.newHttpClient();

    /**
     * @param properties names and values in turn
     */
    Service(GeminiSimulator gemini, String... properties) {
      Map<String, Object> configuration = new HashMap<>();
      configuration.put("micronaut.server.port", -1);
      configuration.put("gemini.client.api-key", "test-key");
      configuration.put("gemini.client.base-url", gemini.baseUrl());
      configuration.put("gemini.quota.minute", "1s");
      configuration.put("summaries.rpm", 1000);
      for (int i = 0; i < properties.length; i += 2) {
        configuration.put(properties[i], properties[i + 1]);
      }
      server = ApplicationContext.run(EmbeddedServer.class, configuration);
    }

    CompletableFuture<HttpResponse<String>> post(String text) {
      HttpRequest request =
          HttpRequest.newBuilder(server.getURI().resolve("/summaries"))
              .header("Content-Type", "text/plain")
              .POST(BodyPublishers.ofString(text))
              .build();
      return http.sendAsync(request, BodyHandlers.ofString());
    }

    /** So many texts at once; the statuses of the answers. */
    List<Integer> rush(int texts) {
      List<CompletableFuture<HttpResponse<String>>> responses =
          IntStream.range(0, texts).mapToObj(i -> post(TEXT)).toList();
      return responses.stream().map(response -> response.join().statusCode()).toList();
    }

    @Override
    public void close() {
      server.close();
    }
  }
}
