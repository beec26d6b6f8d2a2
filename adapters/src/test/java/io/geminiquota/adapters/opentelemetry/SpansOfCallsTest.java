package io.geminiquota.adapters.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.errors.ApiException;
import com.google.genai.errors.GenAiIOException;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.ThinkingConfig;
import io.geminiquota.adapters.CacheSeen;
import io.geminiquota.testkit.Answer;
import io.geminiquota.testkit.otlp.ReceivedSpan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The spans of every kind of call, made with the real SDK and received over OTLP, are what a text
 * says; and the tables of the documentation name all that is in them, and nothing else.
 */
@Timeout(60)
class SpansOfCallsTest {

  private static final Path GOLDEN =
      Path.of("src/test/resources/io/geminiquota/adapters/opentelemetry/spans.txt");
  private static final String WRITE = "geminiquota.spans";

  private static final String MODEL = "gemini-2.5-flash";

  private static final Map<String, List<ReceivedSpan>> SPANS = new LinkedHashMap<>();

  private static TracedCalls calls;

  @BeforeAll
  static void makeEveryKindOfCall() throws Exception {
    calls = new TracedCalls();
    answered();
    answeredBefore();
    failed();
    madeAgain();
    heldAndNeverSent();
    learned();
    elsewhere();
  }

  @AfterAll
  static void stop() throws Exception {
    assertThat(calls.faults()).isEmpty();
    calls.close();
  }

  @Test
  void theSpansOfEveryKindOfCallAreWhatIsWritten() throws IOException {
    StringBuilder all = new StringBuilder();
    SPANS.forEach(
        (title, spans) ->
            all.append("== ").append(title).append('\n').append(SpanText.of(spans)).append('\n'));
    if ("write".equals(System.getProperty(WRITE))) {
      Files.writeString(GOLDEN, all);
    }
    assertThat(Files.writeString(Path.of("target/spans.txt"), all))
        .as("write it anew with -D%s=write, and look at what is another", WRITE)
        .hasSameTextualContentAs(GOLDEN);
  }

  @Test
  void theDocumentationNamesAllThatIsEmittedAndNothingElse() throws IOException {
    List<ReceivedSpan> ours = new ArrayList<>();
    SPANS.values().forEach(ours::addAll);
    ours.removeIf(span -> span.name().equals("work"));
    assertThat(DocumentedSpans.read().rows()).isEqualTo(DocumentedSpans.emitted(ours));
  }

  private static void answered() throws Exception {
    Client client = calls.client(calls.http("project=shop"), "test-key");
    scene("sync", () -> client.models.generateContent(MODEL, "Hello", null));
    scene(
        "async",
        () -> client.async.models.generateContent(MODEL, "Hello", null).get(30, TimeUnit.SECONDS));
    scene("stream", () -> readAll(client.models.generateContentStream(MODEL, "Hello", null)));
    scene(
        "stream, given up after its first part",
        () -> {
          try (ResponseStream<GenerateContentResponse> parts =
              client.models.generateContentStream(MODEL, "Hello", null)) {
            parts.iterator().next();
          }
        });
    calls.simulator.script(
        "thinking",
        Answer.status(
            200,
            """
            {"candidates":[{"content":{"parts":[{"text":"Hi"}]},"finishReason":"MAX_TOKENS"}],
             "usageMetadata":{"promptTokenCount":100,"candidatesTokenCount":20,
               "thoughtsTokenCount":30,"cachedContentTokenCount":80,"totalTokenCount":150},
             "modelVersion":"thinking-001","responseId":"r1"}
            """));
    scene(
        "sync, with thoughts and a cached prompt",
        () -> client.models.generateContent("thinking", "Hello", null));
    scene("embeddings", () -> client.models.embedContent("gemini-embedding-001", "Hello", null));
    scene(
        "over Vertex AI's path, whose project goes before the settings",
        () ->
            calls
                .http("project=shop")
                .newCall(
                    post(
                        "/v1/projects/p1/locations/europe-west4/publishers/google/models/"
                            + MODEL
                            + ":generateContent"))
                .execute()
                .body()
                .string());
  }

  private static void answeredBefore() throws Exception {
    Client client = calls.client(calls.http(CacheSeen.settings()), "test-key");
    GenerateContentConfig greedy = GenerateContentConfig.builder().temperature(0f).build();
    scene(
        "answered, kept, and answered again",
        () -> {
          client.models.generateContent(MODEL, "Hello", greedy);
          client.models.generateContent(MODEL, "Hello", greedy);
        });
    scene(
        "a stream, and the same again",
        () -> {
          readAll(client.models.generateContentStream(MODEL, "Hello", greedy));
          readAll(client.models.generateContentStream(MODEL, "Hello", greedy));
        });
  }

  private static void failed() throws Exception {
    Client client = calls.client(calls.http("project=shop"), "test-key");
    calls.simulator.script("zero", Answer.zeroQuota());
    scene(
        "failed: no quota at all; a circuit opens, and the next call is never sent",
        () -> {
          fails(client, "zero");
          fails(client, "zero");
        });
    calls.simulator.script("wrong", Answer.badRequest());
    scene("failed: a request that is wrong", () -> fails(client, "wrong"));
    calls.simulator.script("cut", Answer.streamCutAfter(2));
    scene(
        "failed: a stream that breaks off",
        () ->
            assertThatThrownBy(
                    () -> readAll(client.models.generateContentStream("cut", "Hello", null)))
                .isInstanceOf(RuntimeException.class));
    Client suspect = calls.client(calls.http("project=shop"), "suspect-key");
    calls.simulator.script("slow", Answer.ok().delayedBy(Duration.ofMillis(500)));
    calls.simulator.script("key", Answer.invalidKey());
    scene(
        "failed: a key that is refused, until an earlier call with it is answered after all",
        () -> {
          CompletableFuture<GenerateContentResponse> slow =
              suspect.async.models.generateContent("slow", "Hello", null);
          await().until(() -> asked("slow"));
          fails(suspect, "key");
          slow.get(30, TimeUnit.SECONDS);
        });
  }

  private static void madeAgain() throws Exception {
    Client client = calls.client(calls.http("project=shop,minute=1s"), "test-key");
    calls.simulator.script("busy", Answer.unavailable(), Answer.ok());
    scene("retried: overloaded", () -> client.models.generateContent("busy", "Hello", null));
    calls.simulator.script("limited", Answer.rateLimited(Duration.ofMillis(50)), Answer.ok());
    scene(
        "retried: a limit is learned",
        () -> client.models.generateContent("limited", "Hello", null));
    Client generous = calls.client(calls.http("project=shop,minute=1s,rpm=20"), "test-key");
    calls.simulator.script("lowered", Answer.rateLimited(Duration.ofMillis(50)), Answer.ok());
    scene(
        "retried: the server allows less than is configured",
        () -> generous.models.generateContent("lowered", "Hello", null));
    calls.simulator.script(
        "late", Answer.streamErrorBeforeFirstChunk(Answer.unavailable()), Answer.ok());
    scene(
        "retried: a stream that begins with an error",
        () -> readAll(client.models.generateContentStream("late", "Hello", null)));
  }

  private static void heldAndNeverSent() throws Exception {
    Client paced = calls.client(calls.http("project=shop,minute=1s,rpm=1"), "test-key");
    paced.models.generateContent(MODEL, "Hello", null);
    scene("held", () -> paced.models.generateContent(MODEL, "Hello", null));
    Client strict = calls.client(calls.http("project=shop,max-wait=1s,rpm=1"), "test-key");
    strict.models.generateContent(MODEL, "Hello", null);
    scene("never sent: no room in time", () -> fails(strict, MODEL));
    Client patient = calls.client(calls.http("project=shop,rpm=1"), "test-key");
    patient.models.generateContent(MODEL, "Hello", null);
    scene(
        "cancelled while it is held",
        () -> {
          Thread.currentThread().interrupt();
          assertThatThrownBy(() -> patient.models.generateContent(MODEL, "Hello", null))
              .isInstanceOf(GenAiIOException.class);
          assertThat(Thread.interrupted()).isTrue();
        });
    Call sent = calls.http("project=shop").newCall(post("/v1beta/models/sent:generateContent"));
    calls.simulator.script("sent", Answer.ok().delayedBy(Duration.ofSeconds(10)));
    scene(
        "cancelled while it is sent",
        () -> {
          CompletableFuture<Response> answer = enqueued(sent);
          await().until(() -> asked("sent"));
          sent.cancel();
          await().until(answer::isCompletedExceptionally);
        });
  }

  private static void learned() throws Exception {
    Client daily = calls.client(calls.http("project=shop,rpd=10"), "test-key");
    for (int call = 1; call < 7; call++) {
      daily.models.generateContent(MODEL, "Hello", null);
    }
    scene(
        "the call that reaches 70 % of the day's quota",
        () -> daily.models.generateContent(MODEL, "Hello", null));
    Client spent = calls.client(calls.http("project=shop,minute=1s,max-wait=10s"), "test-key");
    calls.simulator.script("spent", Answer.dayExhausted(Duration.ofMillis(50)));
    scene("the server says that the day is used up", () -> fails(spent, "spent"));
    Client unnamed = calls.client(calls.http("minute=1s"), "key-of-nobody");
    calls.simulator.script("named", Answer.ok(), named(), Answer.ok(), Answer.ok());
    scene(
        "the project of a key: not known, told by an error, known from then on",
        () -> {
          unnamed.models.generateContent("named", "Hello", null);
          unnamed.models.generateContent("named", "Hello", null);
          unnamed.models.generateContent("named", "Hello", null);
        });
  }

  private static void elsewhere() throws Exception {
    Client chain =
        calls.client(
            calls.http("project=shop,fallback=gemini-2.0-flash,fallback-after=0s"), "test-key");
    GenerateContentConfig thinking =
        GenerateContentConfig.builder()
            .thinkingConfig(ThinkingConfig.builder().thinkingBudget(1024))
            .build();
    calls.simulator.script("over", Answer.dayExhausted(Duration.ofHours(9)));
    scene(
        "another model: the day is used up, and the next call is sent there at once",
        () -> {
          chain.models.generateContent("over", "Hello", thinking);
          chain.models.generateContent("over", "Hello", thinking);
        });
    String two = "project=shop,projects.team-b.key=key-of-team-b";
    Client shared = calls.client(calls.http(two), "test-key");
    scene(
        "two projects with room take turns",
        () -> {
          shared.models.generateContent(MODEL, "Hello", null);
          shared.models.generateContent(MODEL, "Hello", null);
        });
    Client full = calls.client(calls.http(two), "test-key");
    calls.simulator.script("full", Answer.rateLimited(Duration.ofSeconds(50)), Answer.ok());
    scene(
        "another project: the minute of the asked one is full",
        () -> full.models.generateContent("full", "Hello", null));
    String relay =
        "project=shop,relay.key=key-of-relay,relay.base-url="
            + calls.simulator.baseUrl().replace("127.0.0.1", "localhost");
    Client relayed = calls.client(calls.http(relay), "test-key");
    calls.simulator.script("crowded", Answer.unavailable(), Answer.ok());
    scene(
        "the relay: the model has no capacity",
        () -> relayed.models.generateContent("crowded", "Hello", null));
    Client unlucky = calls.client(calls.http(relay + ",retries=0,fallback=busy-too"), "test-key");
    calls.simulator.script("busy-here", Answer.unavailable(), Answer.unavailable());
    calls.simulator.script("busy-too", Answer.unavailable());
    scene("refused: there is no capacity anywhere", () -> fails(unlucky, "busy-here"));
    Client same = calls.client(calls.http(two + ",retries=0"), "test-key");
    calls.simulator.script("one", named(), named());
    scene(
        "refused: the other project is the same project, and there is no other way",
        () -> fails(same, "one"));
  }

  /** Says whose quota it is, and no more. */
  private static Answer named() {
    return Answer.status(
        429,
        """
        {"error":{"code":429,"status":"RESOURCE_EXHAUSTED","message":"Quota exceeded.",
          "details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo",
            "reason":"RATE_LIMIT_EXCEEDED","domain":"googleapis.com",
            "metadata":{"consumer":"projects/123456789012"}}]}}
        """);
  }

  private static void scene(String title, TracedCalls.Work work) throws Exception {
    SPANS.put(title, calls.spansOf(work));
  }

  private static void fails(Client client, String model) {
    assertThatThrownBy(() -> client.models.generateContent(model, "Hello", null))
        .isInstanceOf(ApiException.class);
  }

  private static void readAll(ResponseStream<GenerateContentResponse> parts) {
    try (parts) {
      for (GenerateContentResponse part : parts) {
        assertThat(part.candidates()).isPresent();
      }
    }
  }

  private static boolean asked(String model) {
    return calls.simulator.requests().stream().anyMatch(request -> request.model().equals(model));
  }

  private static CompletableFuture<Response> enqueued(Call call) {
    CompletableFuture<Response> answer = new CompletableFuture<>();
    call.enqueue(
        new Callback() {
          @Override
          public void onFailure(Call failed, IOException fault) {
            answer.completeExceptionally(fault);
          }

          @Override
          public void onResponse(Call answered, Response response) {
            response.close();
            answer.complete(response);
          }
        });
    return answer;
  }

  private static Request post(String path) {
    return new Request.Builder()
        .url(calls.simulator.baseUrl() + path)
        .header("x-goog-api-key", "test-key")
        .post(
            RequestBody.create(
                "{\"contents\":[{\"parts\":[{\"text\":\"Hello\"}]}]}",
                MediaType.get("application/json")))
        .build();
  }
}
