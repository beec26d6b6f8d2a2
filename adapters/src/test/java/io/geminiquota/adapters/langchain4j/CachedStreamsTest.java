package io.geminiquota.adapters.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpMethod;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.jdk.JdkHttpClient;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import io.geminiquota.adapters.CacheSeen;
import io.geminiquota.adapters.cache.KeptAnswers;
import io.geminiquota.adapters.pace.Pacemaker;
import io.geminiquota.engine.Governor;
import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.observe.CacheUse.Result;
import io.geminiquota.testkit.Answer;
import io.geminiquota.testkit.GeminiSimulator;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers that are shared by calls of LangChain4j's HTTP client, streams or not. */
@Timeout(60)
class CachedStreamsTest {

  private static final String BODY =
      "{\"contents\":[{\"parts\":[{\"text\":\"Hello\"}]}],\"generationConfig\":{\"temperature\":0}}";

  private final GeminiSimulator simulator = GeminiSimulator.builder().start();
  private final Pacemaker pacemaker = new Pacemaker(TimeSource.system());
  private final CacheSeen seen = new CacheSeen();
  private final List<Throwable> faults = new CopyOnWriteArrayList<>();
  private final KeptAnswers answers =
      new KeptAnswers(
          CacheSeen.settings().cache(),
          TimeSource.system(),
          pacemaker,
          (topic, line) -> {},
          faults::add);
  private final WovenClient client =
      new WovenClient(
          new HttpClientSeam(
              new Governor(CacheSeen.settings(), TimeSource.system(), pacemaker, new Random(1)),
              answers.cache(),
              seen,
              faults::add),
          JdkHttpClient.builder().readTimeout(Duration.ofSeconds(60)).build());

  @AfterEach
  void stop() {
    pacemaker.close();
    simulator.close();
    assertThat(faults).isEmpty();
  }

  @Test
  void theSameIsAnsweredOnce() {
    SuccessfulHttpResponse first = client.execute(request("gemini-x:generateContent"));
    SuccessfulHttpResponse second = client.execute(request("gemini-x:generateContent"));
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.headers()).containsEntry("X-Gemini-Quota-Cache", List.of("hit; age=0"));
    assertThat(second.contentType()).isEqualTo(first.contentType());
    assertThat(simulator.requests()).hasSize(1);
    assertThat(seen.results()).containsExactly(Result.MISS, Result.HIT);
  }

  @Test
  void aModelReadsItAsIfItHadBeenSent() {
    GoogleAiGeminiChatModel model =
        GoogleAiGeminiChatModel.builder()
            .apiKey("test-key")
            .baseUrl(simulator.baseUrl() + "/v1beta")
            .modelName("gemini-x")
            .temperature(0.0)
            .httpClientBuilder(new BuilderOf(client))
            .maxRetries(0)
            .build();
    assertThat(model.chat("Hello")).isEqualTo(model.chat("Hello")).contains("Hello");
    assertThat(simulator.requests()).hasSize(1);
  }

  @Test
  void aStreamIsReplayedEventByEvent() {
    Events first = stream();
    assertThat(first.closed).succeedsWithin(Duration.ofSeconds(20));
    Events second = stream();
    assertThat(second.closed).succeedsWithin(Duration.ofSeconds(20));
    assertThat(second.told).isEqualTo(first.told).hasSizeGreaterThan(1);
    assertThat(simulator.requests()).hasSize(1);
  }

  @Test
  void aReplayCanBeStopped() {
    assertThat(stream().closed).succeedsWithin(Duration.ofSeconds(20));
    Events stopped = new Events(1);
    client.execute(request("gemini-x:streamGenerateContent?alt=sse"), stopped);
    await().until(() -> stopped.told.size() == 1);
    assertThat(stopped.closed).isNotDone();
  }

  @Test
  void aStreamThatIsStoppedIsNotKept() {
    Events stopped = new Events(1);
    client.execute(request("gemini-x:streamGenerateContent?alt=sse"), stopped);
    await().until(() -> stopped.told.size() == 1);
    await().until(() -> seen.outcomes().size() == 1);
    Events whole = stream();
    assertThat(whole.closed).succeedsWithin(Duration.ofSeconds(20));
    assertThat(whole.told).hasSizeGreaterThan(1);
    assertThat(simulator.requests()).hasSize(2);
  }

  @Test
  void identicalCallsAreOne() {
    simulator.script("gemini-x", Answer.ok().delayedBy(Duration.ofMillis(300)));
    List<CompletableFuture<String>> calls =
        IntStream.range(0, 20)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> client.execute(request("gemini-x:generateContent")).body()))
            .toList();
    List<Events> streams = IntStream.range(0, 20).mapToObj(i -> stream()).toList();
    calls.forEach(
        call -> assertThat(call).succeedsWithin(Duration.ofSeconds(20)).asString().isNotEmpty());
    streams.forEach(
        stream -> {
          assertThat(stream.closed).succeedsWithin(Duration.ofSeconds(20));
          assertThat(stream.told).isEqualTo(streams.get(0).told);
        });
    assertThat(simulator.requests()).as("one of each kind").hasSize(2);
  }

  @Test
  void theErrorOfTheProviderIsEverybodys() {
    simulator.script("gemini-x", Answer.badRequest().delayedBy(Duration.ofMillis(300)));
    Events first = stream();
    Events second = stream();
    assertThat(first.closed).failsWithin(Duration.ofSeconds(20));
    assertThat(second.closed).failsWithin(Duration.ofSeconds(20));
    assertThatThrownBy(second.closed::join)
        .cause()
        .isInstanceOf(HttpException.class)
        .extracting("statusCode")
        .isEqualTo(400);
    assertThat(simulator.requests()).hasSize(1);
  }

  private Events stream() {
    Events events = new Events(Integer.MAX_VALUE);
    client.execute(request("gemini-x:streamGenerateContent?alt=sse"), events);
    return events;
  }

  private HttpRequest request(String what) {
    return HttpRequest.builder()
        .method(HttpMethod.POST)
        .url(simulator.baseUrl() + "/v1beta/models/" + what)
        .addHeader("x-goog-api-key", "test-key")
        .addHeader("Content-Type", "application/json")
        .body(BODY)
        .build();
  }

  /** Notes what a listener is told, and stops the stream after so many events. */
  private static final class Events implements ServerSentEventListener {

    final List<String> told = new CopyOnWriteArrayList<>();
    final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final int most;

    Events(int most) {
      this.most = most;
    }

    @Override
    public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
      told.add(event.event() + " " + event.data());
      if (told.size() == most) {
        context.parsingHandle().cancel();
      }
    }

    @Override
    public void onError(Throwable thrown) {
      closed.completeExceptionally(thrown);
    }

    @Override
    public void onClose() {
      if (told.size() < most) {
        closed.complete(null);
      }
    }
  }
}
