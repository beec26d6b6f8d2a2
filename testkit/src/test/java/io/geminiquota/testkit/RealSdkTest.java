package io.geminiquota.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.genai.Chat;
import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.errors.ApiException;
import com.google.genai.errors.ClientException;
import com.google.genai.errors.GenAiIOException;
import com.google.genai.errors.ServerException;
import com.google.genai.gaos.models.errors.CreateInteractionClientError;
import com.google.genai.gaos.models.interactions.CreateModelInteraction;
import com.google.genai.gaos.models.interactions.Interaction;
import com.google.genai.gaos.models.interactions.InteractionSSEStreamEvent;
import com.google.genai.gaos.models.interactions.InteractionsInput;
import com.google.genai.gaos.models.interactions.ModelOutputStep;
import com.google.genai.gaos.models.operations.CreateInteractionRequestBody;
import com.google.genai.types.BatchJob;
import com.google.genai.types.BatchJobSource;
import com.google.genai.types.Content;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import com.google.genai.types.InlinedRequest;
import com.google.genai.types.JobState;
import com.google.genai.types.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The judge is Google's own SDK: it must read every answer of the simulator as it reads Gemini's.
 */
@GeminiSimulation(minute = "60s")
class RealSdkTest {

  private static final String FLASH = "gemini-2.5-flash";

  private static Client client(GeminiSimulator simulator) {
    return client(simulator, "test-key");
  }

  private static Client client(GeminiSimulator simulator, String key) {
    return Client.builder().apiKey(key).httpOptions(options(simulator)).build();
  }

  /** Without the SDK's own retries: what is on the wire is what the test sees. */
  private static HttpOptions options(GeminiSimulator simulator) {
    return HttpOptions.builder()
        .baseUrl(simulator.baseUrl())
        .retryOptions(HttpRetryOptions.builder().attempts(1).httpStatusCodes(List.of()))
        .build();
  }

  @Test
  void readsAnAnswer(GeminiSimulator simulator) {
    try (Client client = client(simulator)) {
      GenerateContentResponse response =
          client.models.generateContent(FLASH, "Why is the sky blue?", null);

      assertThat(response.text()).isEqualTo("Echo: Why is the sky blue?");
      assertThat(response.modelVersion()).contains(FLASH);
      assertThat(response.responseId()).isPresent();
      assertThat(response.finishReason().toString()).isEqualTo("STOP");
      assertThat(response.usageMetadata().orElseThrow().promptTokenCount()).contains(5);
      assertThat(response.usageMetadata().orElseThrow().totalTokenCount()).contains(12);
    }
  }

  @Test
  void readsAnAnswerThatComesLater(GeminiSimulator simulator) throws Exception {
    try (Client client = client(simulator)) {
      assertThat(
              client
                  .async
                  .models
                  .generateContent(FLASH, "Hi", null)
                  .get(30, TimeUnit.SECONDS)
                  .text())
          .isEqualTo("Echo: Hi");
    }
  }

  @Test
  void readsAStream(GeminiSimulator simulator) {
    try (Client client = client(simulator);
        ResponseStream<GenerateContentResponse> stream =
            client.models.generateContentStream(FLASH, "Why is the sky blue?", null)) {
      List<String> chunks = new ArrayList<>();
      stream.forEach(chunk -> chunks.add(chunk.text()));

      assertThat(chunks).hasSize(4);
      assertThat(String.join("", chunks)).isEqualTo("Echo: Why is the sky blue?");
    }
  }

  @Test
  void chats(GeminiSimulator simulator) {
    try (Client client = client(simulator)) {
      Chat chat = client.chats.create(FLASH);

      assertThat(chat.sendMessage("One").text()).isEqualTo("Echo: One");
      assertThat(chat.sendMessage("Two").text()).isEqualTo("Echo: Two");
    }
  }

  @Test
  void embeds(GeminiSimulator simulator) {
    try (Client client = client(simulator)) {
      var response =
          client.models.embedContent("gemini-embedding-001", List.of("a", "b", "c"), null);

      assertThat(response.embeddings().orElseThrow()).hasSize(3);
      assertThat(response.embeddings().orElseThrow().get(0).values().orElseThrow()).isNotEmpty();
      assertThat(simulator.requests().get(0).operation()).isEqualTo("batchEmbedContents");
    }
  }

  @Test
  void makesBatchJobs(GeminiSimulator simulator) {
    BatchJobSource source =
        BatchJobSource.builder()
            .inlinedRequests(
                InlinedRequest.builder().contents(Content.fromParts(Part.fromText("Hi"))).build())
            .build();
    try (Client client = client(simulator)) {
      BatchJob job = client.batches.create(FLASH, source, null);

      assertThat(job.name().orElseThrow()).startsWith("batches/");
      assertThat(job.state()).contains(new JobState(JobState.Known.JOB_STATE_PENDING));
    }
  }

  @Test
  void countsTokens(GeminiSimulator simulator) {
    try (Client client = client(simulator)) {
      assertThat(client.models.countTokens(FLASH, "12345678", null).totalTokens()).contains(2);
    }
  }

  @Test
  void readsAnImage(GeminiSimulator simulator) {
    try (Client client = client(simulator)) {
      GenerateContentResponse response =
          client.models.generateContent(
              "gemini-2.5-flash-image",
              "A cat",
              GenerateContentConfig.builder().responseModalities("TEXT", "IMAGE").build());

      assertThat(response.parts().get(1).inlineData().orElseThrow().mimeType())
          .contains("image/png");
    }
  }

  @Test
  void listsModels(GeminiSimulator simulator) {
    try (Client client = client(simulator)) {
      assertThat(client.models.list(null)).isNotEmpty();
      assertThat(client.models.get(FLASH, null).name()).contains("models/" + FLASH);
    }
  }

  @Test
  void showsTheWholeQuotaErrorInItsException(GeminiSimulator simulator) {
    simulator.changeLimits(QuotaLimits.none().withRpm(1));
    try (Client client = client(simulator)) {
      client.models.generateContent(FLASH, "Hi", null);

      ClientException thrown =
          catchThrowableOfType(
              ClientException.class, () -> client.models.generateContent(FLASH, "Hi", null));

      assertThat(thrown.code()).isEqualTo(429);
      assertThat(thrown.status()).isEqualTo("RESOURCE_EXHAUSTED");
      assertThat(thrown)
          .hasMessageContaining(
              "* Quota exceeded for metric: generativelanguage.googleapis.com/generate_content_free_tier_requests, limit: 1, model: gemini-2.5-flash")
          .hasMessageContaining("Please retry in 5")
          .hasMessageContaining("GenerateRequestsPerMinutePerProjectPerModel-FreeTier")
          .hasMessageContaining("RetryInfo");
    }
  }

  @Test
  void showsTheQuotaErrorOfAStreamAndOfAnAsyncCall(GeminiSimulator simulator) {
    simulator.changeLimits(QuotaLimits.none().withRpm(0));
    try (Client client = client(simulator)) {
      assertThat(
              catchThrowableOfType(
                      ClientException.class,
                      () -> client.models.generateContentStream(FLASH, "Hi", null))
                  .code())
          .isEqualTo(429);
      assertThat(
              catchThrowableOfType(
                  ExecutionException.class,
                  () -> client.async.models.generateContent(FLASH, "Hi", null).get()))
          .hasCauseInstanceOf(ClientException.class);
    }
  }

  @Test
  void meetsErrorsInsideAStream(GeminiSimulator simulator) {
    simulator.script(FLASH, Answer.streamErrorAfter(2, Answer.unavailable()));
    try (Client client = client(simulator);
        ResponseStream<GenerateContentResponse> stream =
            client.models.generateContentStream(FLASH, "Hello", null)) {
      List<String> chunks = new ArrayList<>();

      ApiException thrown =
          catchThrowableOfType(
              ApiException.class, () -> stream.forEach(chunk -> chunks.add(chunk.text())));

      assertThat(chunks).hasSize(2);
      assertThat(thrown.code()).isEqualTo(503);
    }
  }

  @Test
  void meetsStreamsThatBreakOff(GeminiSimulator simulator) {
    simulator.script(FLASH, Answer.streamCutAfter(2));
    try (Client client = client(simulator);
        ResponseStream<GenerateContentResponse> stream =
            client.models.generateContentStream(FLASH, "Hello", null)) {
      List<String> chunks = new ArrayList<>();

      assertThat(
              catchThrowableOfType(
                  GenAiIOException.class, () -> stream.forEach(chunk -> chunks.add(chunk.text()))))
          .isNotNull();
      // The SDK reads one chunk ahead and loses it.
      assertThat(chunks).hasSizeBetween(1, 2);
    }
  }

  @Test
  void meetsConnectionsThatBreakOff(GeminiSimulator simulator) {
    simulator.script(FLASH, Answer.connectionCut());
    try (Client client = client(simulator)) {
      assertThat(
              catchThrowableOfType(
                  GenAiIOException.class, () -> client.models.generateContent(FLASH, "Hi", null)))
          .isNotNull();
      assertThat(simulator.requests()).extracting(RequestRecord::status).contains(0);
    }
  }

  @Test
  void followsAScriptAndThenTheQuotasAgain(GeminiSimulator simulator) {
    simulator.script(
        FLASH, Answer.unavailable(), Answer.rateLimited(Duration.ofSeconds(1)), Answer.ok());
    simulator.changeLimits(QuotaLimits.none().withRpm(0));
    try (Client client = client(simulator)) {
      List<Integer> codes = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        try {
          client.models.generateContent(FLASH, "Hi", null);
          codes.add(200);
        } catch (ApiException e) {
          codes.add(e.code());
        }
      }

      assertThat(codes).containsExactly(503, 429, 200, 429);
      assertThat(simulator.requests())
          .extracting(RequestRecord::verdict)
          .containsExactly(
              Verdict.SCRIPTED, Verdict.SCRIPTED, Verdict.SCRIPTED, Verdict.QUOTA_ZERO);
    }
  }

  @Test
  void refusesInvalidKeys(GeminiSimulator simulator) {
    try (Client client = client(simulator, "invalid-key")) {
      ClientException thrown =
          catchThrowableOfType(
              ClientException.class, () -> client.models.generateContent(FLASH, "Hi", null));

      assertThat(thrown.code()).isEqualTo(400);
      assertThat(thrown).hasMessageContaining("API_KEY_INVALID");
      assertThat(simulator.requests().toString()).doesNotContain("invalid-key");
    }
  }

  @Test
  void throwsServerExceptionsForServerFaults(GeminiSimulator simulator) {
    simulator.script(FLASH, Answer.internal());
    try (Client client = client(simulator)) {
      assertThat(
              catchThrowableOfType(
                      ServerException.class, () -> client.models.generateContent(FLASH, "Hi", null))
                  .code())
          .isEqualTo(500);
    }
  }

  @Test
  void createsAnInteraction(GeminiSimulator simulator) {
    try (Client client = client(simulator)) {
      Interaction interaction =
          client.interactions.create(interaction("Hi")).interaction().orElseThrow();

      assertThat(interaction.status().orElseThrow().toString()).containsIgnoringCase("completed");
      assertThat(interaction.steps().orElseThrow().get(0)).isInstanceOf(ModelOutputStep.class);
      assertThat(interaction.usage().orElseThrow().totalInputTokens()).contains(1);
    }
  }

  @Test
  void streamsAnInteraction(GeminiSimulator simulator) throws Exception {
    CreateModelInteraction request =
        CreateModelInteraction.builder().model(FLASH).input(InteractionsInput.of("Hi")).stream(true)
            .build();
    try (Client client = client(simulator);
        var events =
            client.interactions.create(CreateInteractionRequestBody.of(request)).events()) {
      List<String> types = new ArrayList<>();
      for (InteractionSSEStreamEvent event : events) {
        types.add(event.data().orElseThrow().getClass().getSimpleName());
      }

      assertThat(types)
          .containsExactly(
              "InteractionCreatedEvent",
              "StepStart",
              "StepDelta",
              "StepDelta",
              "StepDelta",
              "StepDelta",
              "StepStop",
              "InteractionCompletedEvent");
    }
  }

  @Test
  void showsTheQuotaErrorOfAnInteraction(GeminiSimulator simulator) {
    simulator.changeLimits(QuotaLimits.none().withRpm(0));
    try (Client client = client(simulator)) {
      CreateInteractionClientError thrown =
          catchThrowableOfType(
              CreateInteractionClientError.class,
              () -> client.interactions.create(interaction("Hi")));

      assertThat(thrown.code()).isEqualTo(429);
      assertThat(thrown.rawResponse().headers().firstValue("Retry-After")).isPresent();
    }
  }

  private static CreateInteractionRequestBody interaction(String input) {
    return CreateInteractionRequestBody.of(
        CreateModelInteraction.builder().model(FLASH).input(InteractionsInput.of(input)).build());
  }

  @Test
  void readsAVertexAnswerAndPaysFromTheProjectInThePath(GeminiSimulator simulator) {
    try (Client client =
        Client.builder()
            .vertexAI(true)
            .project("my-project")
            .location("us-central1")
            .credentials(GoogleCredentials.create(new AccessToken("ya29.token", null)))
            .httpOptions(options(simulator))
            .build()) {
      assertThat(client.models.generateContent(FLASH, "Hi", null).text()).isEqualTo("Echo: Hi");
      assertThat(client.models.countTokens(FLASH, "12345678", null).totalTokens()).contains(2);
      assertThat(
              client
                  .models
                  .embedContent("text-embedding-005", "a", null)
                  .embeddings()
                  .orElseThrow())
          .hasSize(1);
      assertThat(simulator.requests())
          .extracting(RequestRecord::project)
          .containsOnly("my-project");
    }
  }

  @Test
  void readsAVertexExpressAnswer(GeminiSimulator simulator) {
    try (Client client =
        Client.builder()
            .vertexAI(true)
            .apiKey("express-key")
            .httpOptions(options(simulator))
            .build()) {
      assertThat(client.models.generateContent(FLASH, "Hi", null).text()).isEqualTo("Echo: Hi");
      assertThat(simulator.requests().get(0).project()).isEqualTo("key-1");
    }
  }
}
