package io.geminiquota.adapters.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.geminiquota.adapters.CacheSeen;
import io.geminiquota.engine.observe.CacheUse.Result;
import io.geminiquota.engine.observe.Outcome;
import io.geminiquota.testkit.Answer;
import io.geminiquota.testkit.GeminiSimulator;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CachedCallsTest {

  private static final MediaType JSON = MediaType.get("application/json");
  private static final String GREEDY =
      "{\"contents\":[{\"parts\":[{\"text\":\"Hello\"}]}],\"generationConfig\":{\"temperature\":0}}";
  private static final String SAMPLED = "{\"contents\":[{\"parts\":[{\"text\":\"Hello\"}]}]}";
  private static final String HEADER = "X-Gemini-Quota-Cache";

  private final GeminiSimulator simulator = GeminiSimulator.builder().start();
  private final OkHttpClient client = new OkHttpClient();
  private final CacheSeen observer = new CacheSeen();
  private final WovenCalls calls = new WovenCalls(CacheSeen.settings(), observer);

  @AfterEach
  void stop() {
    calls.close();
    simulator.close();
    client.dispatcher().executorService().shutdownNow();
    client.connectionPool().evictAll();
    assertThat(calls.faults).isEmpty();
  }

  @Test
  void theSameIsAnsweredOnce() throws IOException {
    String first = text(generate(GREEDY));
    try (Response second = generate(GREEDY)) {
      assertThat(second.code()).isEqualTo(200);
      assertThat(second.header("Content-Type")).startsWith("application/json");
      assertThat(second.header(HEADER)).isEqualTo("hit; age=0");
      assertThat(second.body().string()).isEqualTo(first);
    }
    assertThat(simulator.requests()).hasSize(1);
    assertThat(observer.results()).containsExactly(Result.MISS, Result.HIT);
    assertThat(observer.last().ending()).isEqualTo(Outcome.Ending.SUCCEEDED);
    assertThat(observer.last().attempts()).isZero();
    assertThat(observer.last().httpStatus()).isEqualTo(200);
    assertThat(observer.saved()).isPositive();
  }

  @Test
  void aStreamIsReplayedAsTheSameStream() throws IOException {
    String first = text(stream(GREEDY));
    try (Response second = stream(GREEDY)) {
      assertThat(second.header("Content-Type")).startsWith("text/event-stream");
      assertThat(second.body().string()).isEqualTo(first).startsWith("data:");
    }
    assertThat(simulator.requests()).hasSize(1);
  }

  @Test
  void whatIsSampledIsNotKeptAndSaysSoOnce() throws IOException {
    text(generate(SAMPLED));
    text(generate(SAMPLED));
    assertThat(simulator.requests()).hasSize(2);
    assertThat(calls.notes)
        .singleElement()
        .asString()
        .contains("temperature", "not 0", "cache-sampled=true");
  }

  @Test
  void anotherKeyHasAnotherAnswer() throws IOException {
    text(generate(GREEDY));
    Request other = request("gemini-x:generateContent", GREEDY, "key-2");
    try (Response response = calls.execute(calls.newCall(client, other))) {
      assertThat(response.header(HEADER)).isNull();
    }
    assertThat(simulator.requests()).hasSize(2);
  }

  @Test
  void anErrorIsNotKept() throws IOException {
    simulator.script("gemini-x", Answer.badRequest(), Answer.ok());
    try (Response error = generate(GREEDY)) {
      assertThat(error.code()).isEqualTo(400);
      assertThat(error.body().string()).contains("error");
    }
    assertThat(text(generate(GREEDY))).contains("candidates");
    assertThat(simulator.requests()).hasSize(2);
  }

  @Test
  void aStreamThatEndsWithAnErrorIsNotKept() throws IOException {
    simulator.script("gemini-x", Answer.streamErrorAfter(2, Answer.unavailable()), Answer.ok());
    assertThat(text(stream(GREEDY))).contains("error");
    assertThat(text(stream(GREEDY))).doesNotContain("error");
    assertThat(simulator.requests()).hasSize(2);
  }

  @Test
  void aStreamThatIsNotReadToItsEndIsNotKept() throws IOException {
    try (Response first = stream(GREEDY)) {
      assertThat(first.body().source().readUtf8Line()).startsWith("data:");
    }
    assertThat(text(stream(GREEDY))).contains("STOP");
    assertThat(simulator.requests()).hasSize(2);
  }

  @Test
  void aThousandIdenticalCallsAreOneRequest() throws Exception {
    simulator.script("gemini-x", Answer.ok().delayedBy(Duration.ofMillis(300)));
    ExecutorService threads = Executors.newFixedThreadPool(64);
    List<Future<String>> answers = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      answers.add(threads.submit(() -> text(generate(GREEDY))));
    }
    String first = answers.get(0).get();
    for (Future<String> answer : answers) {
      assertThat(answer.get()).isEqualTo(first);
    }
    threads.shutdown();
    assertThat(simulator.requests()).hasSize(1);
    assertThat(observer.results()).hasSize(1000).containsOnlyOnce(Result.MISS);
    assertThat(observer.results()).contains(Result.SHARED, Result.HIT);
    await().until(() -> observer.outcomes().size() == 1000);
  }

  @Test
  void asynchronousCallsFollowWithoutAThread() throws Exception {
    simulator.script("gemini-x", Answer.ok().delayedBy(Duration.ofMillis(300)));
    List<CompletableFuture<String>> answers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      answers.add(enqueue(newCall(GREEDY)));
    }
    for (CompletableFuture<String> answer : answers) {
      assertThat(answer.get()).contains("candidates");
    }
    assertThat(simulator.requests()).hasSize(1);
  }

  @Test
  void theErrorOfTheProviderIsEverybodys() throws Exception {
    simulator.script("gemini-x", Answer.badRequest().delayedBy(Duration.ofMillis(300)));
    CompletableFuture<String> leader = enqueue(newCall(GREEDY));
    CompletableFuture<String> follower = enqueue(newCall(GREEDY));
    assertThat(follower.get()).isEqualTo(leader.get()).contains("\"code\":400");
    assertThat(simulator.requests()).hasSize(1);
  }

  @Test
  void whoFollowsLeadsWhenTheLeaderIsCancelled() throws Exception {
    simulator.script(
        "gemini-x", Answer.ok().delayedBy(Duration.ofSeconds(30)), Answer.ok(), Answer.ok());
    Call leading = newCall(GREEDY);
    CompletableFuture<String> leader = enqueue(leading);
    await().until(() -> leading.isExecuted());
    CompletableFuture<String> follower = enqueue(newCall(GREEDY));
    CompletableFuture<String> another = CompletableFuture.supplyAsync(() -> quietly(GREEDY));
    await().until(() -> observer.begun() == 3);
    calls.cancel(leading);
    assertThat(follower.get()).contains("candidates");
    assertThat(another.get()).contains("candidates");
    assertThatThrownBy(leader::get).hasCauseInstanceOf(IOException.class);
    await().until(() -> simulator.requests().size() == 2);
  }

  @Test
  void whoFollowsCanBeCancelled() throws Exception {
    simulator.script("gemini-x", Answer.ok().delayedBy(Duration.ofSeconds(30)));
    Call leading = newCall(GREEDY);
    CompletableFuture<String> leader = enqueue(leading);
    Call following = newCall(GREEDY);
    CompletableFuture<String> follower = enqueue(following);
    calls.cancel(following);
    assertThatThrownBy(follower::get).hasMessageContaining("Canceled");
    assertThat(leader).isNotDone();
    calls.cancel(leading);
    assertThatThrownBy(leader::get).hasCauseInstanceOf(IOException.class);
  }

  @Test
  void aWaitHasTheBoundOfTheCall() {
    simulator.script("gemini-x", Answer.ok().delayedBy(Duration.ofSeconds(30)));
    Call leading = newCall(GREEDY);
    CompletableFuture<String> leader = enqueue(leading);
    await().until(() -> observer.begun() == 1);
    OkHttpClient hurried = client.newBuilder().callTimeout(Duration.ofMillis(200)).build();
    Call following = calls.newCall(hurried, request("gemini-x:generateContent", GREEDY, "key-1"));
    assertThatThrownBy(() -> calls.execute(following))
        .isInstanceOf(java.io.InterruptedIOException.class)
        .hasMessage("timeout");
    assertThat(leader).isNotDone();
    calls.cancel(leading);
  }

  @Test
  void nothingIsKeptThatNobodyAskedFor() throws IOException {
    try (WovenCalls others = new WovenCalls("", observer)) {
      for (int i = 0; i < 2; i++) {
        Request request = request("gemini-x:generateContent", GREEDY, "key-1");
        text(others.execute(others.newCall(client, request)));
      }
    }
    assertThat(simulator.requests()).hasSize(2);
    assertThat(observer.results()).isEmpty();
  }

  private String quietly(String body) {
    try {
      return text(generate(body));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private CompletableFuture<String> enqueue(Call call) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    calls.enqueue(
        call,
        new Callback() {
          @Override
          public void onResponse(Call answered, Response response) throws IOException {
            answer.complete(text(response));
          }

          @Override
          public void onFailure(Call failed, IOException fault) {
            answer.completeExceptionally(fault);
          }
        });
    return answer;
  }

  private Call newCall(String body) {
    return calls.newCall(client, request("gemini-x:generateContent", body, "key-1"));
  }

  private Response generate(String body) throws IOException {
    return calls.execute(newCall(body));
  }

  private Response stream(String body) throws IOException {
    return calls.execute(
        calls.newCall(client, request("gemini-x:streamGenerateContent?alt=sse", body, "key-1")));
  }

  private static String text(Response response) throws IOException {
    try (response) {
      return response.body().string();
    }
  }

  private Request request(String what, String body, String key) {
    return new Request.Builder()
        .url(simulator.baseUrl() + "/v1beta/models/" + what)
        .header("x-goog-api-key", key)
        .post(RequestBody.create(body, JSON))
        .build();
  }
}
