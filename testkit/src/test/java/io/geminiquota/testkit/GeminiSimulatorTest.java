package io.geminiquota.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GeminiSimulatorTest {

  private static final String CHAT =
      "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";

  @Test
  void keysOfOneProjectShareItsQuotaAndUnknownKeysHaveTheirOwn() {
    try (GeminiSimulator simulator =
        GeminiSimulator.builder()
            .limits(QuotaLimits.none().withRpm(2))
            .project("a1", "alpha")
            .project("a2", "alpha")
            .start()) {
      for (String key : List.of("a1", "a2", "a1", "x", "y", "x")) {
        Wire.post(simulator, "/v1beta/models/m:generateContent?key=" + key, Wire.prompt("Hi"));
      }

      assertThat(simulator.requests())
          .extracting(RequestRecord::project)
          .containsExactly("alpha", "alpha", "alpha", "key-1", "key-2", "key-1");
      assertThat(simulator.requests())
          .extracting(RequestRecord::status)
          .containsExactly(200, 200, 429, 200, 200, 200);
      assertThat(simulator.requests().get(2).quotaIds())
          .containsExactly("GenerateRequestsPerMinutePerProjectPerModel-FreeTier");
    }
  }

  @Test
  void aProjectCanHaveQuotasOfItsOwnForAModel() {
    try (GeminiSimulator simulator =
        GeminiSimulator.builder()
            .limits("m", QuotaLimits.none().withRpm(1))
            .limits("alpha", "m", QuotaLimits.none().withRpm(2))
            .project("a", "alpha")
            .project("b", "beta")
            .start()) {
      for (String key : List.of("a", "b", "a", "b", "a")) {
        Wire.post(simulator, "/v1beta/models/m:generateContent?key=" + key, Wire.prompt("Hi"));
      }
      simulator.changeLimits("alpha", "m", QuotaLimits.none().withRpm(3));
      Wire.post(simulator, "/v1beta/models/m:generateContent?key=a", Wire.prompt("Hi"));
      assertThat(simulator.requests())
          .extracting(RequestRecord::status)
          .containsExactly(200, 200, 200, 429, 429, 200);
    }
  }

  @Test
  void everyApiDrawsOnTheSameQuota() {
    try (GeminiSimulator simulator =
        GeminiSimulator.builder().limits("m", QuotaLimits.none().withRpm(3)).start()) {
      String[] key = {"Authorization", "Bearer k"};
      Wire.post(simulator, "/v1beta/models/m:generateContent", Wire.prompt("Hi"), key);
      Wire.post(simulator, "/v1beta/openai/chat/completions", CHAT + "}", key);
      Wire.post(
          simulator, "/v1/publishers/google/models/m:generateContent", Wire.prompt("Hi"), key);
      Wire.post(simulator, "/v1beta/models/m:countTokens", Wire.prompt("Hi"), key);
      Wire.post(simulator, "/v1beta/interactions", "{\"model\":\"m\",\"input\":\"Hi\"}", key);

      assertThat(simulator.requests())
          .extracting(RequestRecord::verdict)
          .containsExactly(
              Verdict.OK, Verdict.OK, Verdict.OK, Verdict.OK, Verdict.RATE_REQUESTS_PER_MINUTE);
    }
  }

  @Test
  void speaksTheOpenAiFormat() {
    try (GeminiSimulator simulator = GeminiSimulator.builder().start()) {
      String[] key = {"Authorization", "Bearer k"};
      assertThat(Wire.post(simulator, "/v1beta/openai/chat/completions", CHAT + "}", key).body())
          .contains(
              "\"message\":{\"role\":\"assistant\",\"content\":\"Echo: Hi\"}",
              "\"prompt_tokens\":1");
      assertThat(
              Wire.post(
                      simulator, "/v1beta/openai/chat/completions", CHAT + ",\"stream\":true}", key)
                  .body())
          .contains("chat.completion.chunk", "\"finish_reason\":\"stop\"")
          .endsWith("data: [DONE]\n\n");
      assertThat(
              Wire.post(
                      simulator,
                      "/v1beta/openai/embeddings",
                      "{\"model\":\"m\",\"input\":[\"a\",\"b\"]}",
                      key)
                  .body())
          .contains("\"index\":1");
      assertThat(Wire.get(simulator, "/v1beta/openai/models", key).body())
          .contains("models/gemini-2.5-flash");
    }
  }

  @Test
  void speaksTheVertexFormat() {
    try (GeminiSimulator simulator = GeminiSimulator.builder().start()) {
      String models = "/v1beta1/projects/p/locations/global/publishers/google/models/";
      String[] token = {"Authorization", "Bearer ya29.token"};
      assertThat(
              Wire.post(simulator, models + "m:generateContent", Wire.prompt("Hi"), token).body())
          .contains("Echo: Hi");
      assertThat(
              Wire.post(
                      simulator,
                      models + "m:streamGenerateContent?alt=sse",
                      Wire.prompt("Hi"),
                      token)
                  .body())
          .startsWith("data: {");
      assertThat(
              Wire.post(
                      simulator,
                      models + "imagen-4.0:predict",
                      "{\"instances\":[{\"prompt\":\"cat\"}],\"parameters\":{\"sampleCount\":2}}",
                      token)
                  .body())
          .containsOnlyOnce("},{")
          .contains("bytesBase64Encoded");
      assertThat(
              Wire.post(
                      simulator,
                      models + "text-embedding-005:predict",
                      "{\"instances\":[{\"content\":\"a\"}]}",
                      token)
                  .body())
          .contains("\"embeddings\":{\"statistics\"");
      assertThat(simulator.requests()).extracting(RequestRecord::project).containsOnly("p");
    }
  }

  @Test
  void limitsTokensAndImages() {
    try (GeminiSimulator simulator =
        GeminiSimulator.builder()
            .limits(QuotaLimits.none().withTpm(3))
            .limits("gemini-2.5-flash-image", QuotaLimits.none().withIpm(1))
            .start()) {
      Wire.generate(simulator, "m");
      Wire.generate(simulator, "m");
      Wire.generate(simulator, "gemini-2.5-flash-image");
      Wire.generate(simulator, "gemini-2.5-flash-image");

      assertThat(simulator.requests())
          .extracting(RequestRecord::verdict)
          .containsExactly(
              Verdict.OK,
              Verdict.RATE_TOKENS_PER_MINUTE,
              Verdict.OK,
              Verdict.RATE_IMAGES_PER_MINUTE);
      assertThat(simulator.requests().get(0).inputTokens()).isEqualTo(2);
    }
  }

  @Test
  void admitsARequestThatWaitedAsLongAsItWasTold() {
    try (GeminiSimulator simulator =
        GeminiSimulator.builder()
            .minute(Duration.ofSeconds(2))
            .limits(QuotaLimits.none().withRpm(1))
            .start()) {
      Wire.generate(simulator, "m");
      Wire.generate(simulator, "m");
      RequestRecord rejected = simulator.requests().get(1);
      long due = rejected.arrivalNanos() + rejected.retryAfter().orElseThrow().toNanos();

      await()
          .pollInterval(Duration.ofMillis(20))
          .until(() -> Wire.generate(simulator, "m").statusCode() == 200);

      assertThat(simulator.requests())
          .filteredOn(request -> request.verdict() == Verdict.OK)
          .extracting(RequestRecord::arrivalNanos)
          .satisfiesExactly(
              first -> assertThat(first).isLessThan(rejected.arrivalNanos()),
              second -> assertThat(second).isGreaterThanOrEqualTo(due));
      assertThat(simulator.requests())
          .filteredOn(request -> request.verdict() != Verdict.OK)
          .allMatch(request -> request.arrivalNanos() < due);
    }
  }

  @Test
  void freesThePlaceOfARequestBeforeItsClientHasTheWholeAnswer() {
    try (GeminiSimulator simulator =
        GeminiSimulator.builder()
            .limits(QuotaLimits.none().withConcurrency(1))
            .latency(Duration.ofMillis(1), Duration.ofMillis(3))
            .start()) {
      for (int i = 0; i < 50; i++) {
        assertThat(Wire.generate(simulator, "m").statusCode()).isEqualTo(200);
      }
    }
  }

  @Test
  void rejectsWhatIsTooMuchAtTheSameTime() {
    try (GeminiSimulator simulator =
        GeminiSimulator.builder()
            .limits(QuotaLimits.none().withConcurrency(2))
            .latency(Duration.ofSeconds(2), Duration.ofSeconds(2))
            .start()) {
      List<CompletableFuture<HttpResponse<String>>> answers =
          IntStream.range(0, 2)
              .mapToObj(i -> CompletableFuture.supplyAsync(() -> Wire.generate(simulator, "m")))
              .toList();
      await().until(() -> simulator.requests().size() == 2);

      HttpResponse<String> third = Wire.generate(simulator, "m");

      assertThat(third.statusCode()).isEqualTo(429);
      assertThat(third.body()).contains("bidi_gen_concurrent_reqs", "Please retry in ");
      assertThat(simulator.requests().get(0).answeredNanos()).isEqualTo(RequestRecord.OPEN);
      answers.forEach(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
    }
  }

  @Test
  void drawsLatencyAndFailuresFromItsSeed() {
    assertThat(statuses(7)).isEqualTo(statuses(7)).contains(503).contains(200);
    assertThat(statuses(8)).isNotEqualTo(statuses(7));
  }

  private static List<Integer> statuses(long seed) {
    try (GeminiSimulator simulator =
        GeminiSimulator.builder().unavailableShare(0.4).seed(seed).start()) {
      return IntStream.range(0, 40)
          .mapToObj(i -> Wire.generate(simulator, "m").statusCode())
          .toList();
    }
  }

  @Test
  void tellsOfEachRequestWhenItIsAnswered() throws InterruptedException {
    BlockingQueue<RequestRecord> told = new LinkedBlockingQueue<>();
    try (GeminiSimulator simulator = GeminiSimulator.builder().onAnswered(told::add).start()) {
      Wire.generate(simulator, "m");

      RequestRecord request = told.poll(30, TimeUnit.SECONDS);
      assertThat(request).isEqualTo(simulator.requests().get(0));
      assertThat(request.answeredNanos()).isGreaterThanOrEqualTo(request.arrivalNanos());
      simulator.forgetRequests();
      assertThat(simulator.requests()).isEmpty();
    }
  }

  @Test
  void givesTheModelBackToItsQuotasWhenTheScriptSaysSo() {
    try (GeminiSimulator simulator = GeminiSimulator.builder().start()) {
      simulator.script("m", Answer.internal());
      assertThat(Wire.generate(simulator, "m").statusCode()).isEqualTo(500);
      simulator.script("m", Answer.byQuota());
      assertThat(Wire.generate(simulator, "m").statusCode()).isEqualTo(200);
      assertThat(simulator.requests().get(1).verdict()).isEqualTo(Verdict.OK);
    }
  }

  @Test
  void cutsStreamsAfterTheChunksItWasToldToSend() {
    try (GeminiSimulator simulator = GeminiSimulator.builder().start()) {
      simulator.script("m", Answer.streamCutAfter(2));

      assertThatThrownBy(
              () ->
                  Wire.post(
                      simulator,
                      "/v1beta/models/m:streamGenerateContent?alt=sse",
                      Wire.prompt("Hi"),
                      "x-goog-api-key",
                      "k"))
          .isInstanceOf(UncheckedIOException.class);
      assertThat(simulator.requests().get(0).status()).isEqualTo(200);
    }
  }

  @Test
  void saysWhichPortItCannotHave() {
    try (GeminiSimulator first = GeminiSimulator.builder().start()) {
      int port = URI.create(first.baseUrl()).getPort();

      assertThatThrownBy(() -> GeminiSimulator.builder().port(port).start())
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("cannot listen on 127.0.0.1:" + port);
    }
  }

  @Test
  void refusesWhatCannotBe() {
    GeminiSimulator.Builder builder = GeminiSimulator.builder();
    assertThatThrownBy(() -> builder.minute(Duration.ZERO)).hasMessageContaining("minute is PT0S");
    assertThatThrownBy(() -> builder.port(70_000)).hasMessageContaining("port is 70000");
    assertThatThrownBy(() -> builder.unavailableShare(1.5)).hasMessageContaining("0 to 1");
    assertThatThrownBy(() -> builder.latency(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .hasMessageContaining("latency");
    assertThatThrownBy(() -> QuotaLimits.none().withRpm(-1)).hasMessageContaining("rpm is -1");
    assertThatThrownBy(() -> Answer.streamErrorAfter(1, Answer.ok()))
        .hasMessageContaining("ok() is no error");
    assertThatThrownBy(() -> Answer.status(99, "")).hasMessageContaining("status is 99");
  }

  @Test
  void leavesNoThreadBehind() {
    GeminiSimulator simulator = GeminiSimulator.builder().start();
    Wire.generate(simulator, "m");
    simulator.close();

    await()
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().startsWith("gemini-simulator")));
  }
}
