package io.geminiquota.adapters.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.geminiquota.adapters.EndsOfCalls;
import io.geminiquota.engine.Scope;
import io.geminiquota.engine.observe.CallObserver;
import io.geminiquota.engine.observe.Outcome;
import io.geminiquota.engine.policy.MethodPolicyReader;
import io.geminiquota.testkit.Answer;
import io.geminiquota.testkit.GeminiSimulator;
import io.geminiquota.testkit.QuotaLimits;
import io.geminiquota.testkit.RequestRecord;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class OkHttpSeamTest {

  private static final MediaType JSON = MediaType.get("application/json");
  private static final String PROMPT = "{\"contents\":[{\"parts\":[{\"text\":\"Hello\"}]}]}";

  /** Far longer than any test: who is held by this quota is held for good. */
  private static final String LONG_MINUTE = "minute=1h,max-wait=2h,";

  private final GeminiSimulator simulator = GeminiSimulator.builder().start();
  private final OkHttpClient client = new OkHttpClient();
  private final EndsOfCalls observer = new EndsOfCalls();

  @AfterEach
  void stop() {
    simulator.close();
    client.dispatcher().executorService().shutdownNow();
    client.connectionPool().evictAll();
  }

  @Test
  void aSuccessReachesTheApplicationAsItIs() throws IOException {
    try (WovenCalls calls = new WovenCalls("", observer)) {
      Response response = calls.execute(calls.newCall(client, request("gemini-x")));
      assertThat(observer.outcomes()).as("the body is still to be read").isEmpty();
      assertThat(response.code()).isEqualTo(200);
      assertThat(response.body().string()).contains("candidates");
      assertThat(calls.faults).isEmpty();
    }
    assertThat(simulator.requests()).hasSize(1);
    assertThat(observer.last().ending()).isEqualTo(Outcome.Ending.SUCCEEDED);
  }

  @Test
  void aStreamFlowsThroughAndEndsTheCallWhenItIsClosed() throws IOException {
    try (WovenCalls calls = new WovenCalls("", observer)) {
      Request request = request("gemini-x:streamGenerateContent?alt=sse", body(PROMPT));
      Response response = calls.execute(calls.newCall(client, request));
      assertThat(response.body().source().readUtf8Line()).startsWith("data:");
      assertThat(observer.outcomes()).isEmpty();
      response.close();
    }
    assertThat(observer.last().ending()).isEqualTo(Outcome.Ending.SUCCEEDED);
  }

  @Test
  void aStreamThatBeginsWithAnErrorIsMadeAgain() throws IOException {
    simulator.script(
        "gemini-x", Answer.streamErrorBeforeFirstChunk(Answer.unavailable()), Answer.ok());
    try (WovenCalls calls = new WovenCalls("", observer)) {
      Request request = request("gemini-x:streamGenerateContent?alt=sse", body(PROMPT));
      Response response = calls.execute(calls.newCall(client, request));
      assertThat(response.body().string()).contains("candidates").doesNotContain("error");
    }
    assertThat(simulator.requests()).hasSize(2);
    assertThat(observer.last().ending()).isEqualTo(Outcome.Ending.SUCCEEDED);
    assertThat(observer.outcomes().get(0).attempts()).isEqualTo(2);
  }

  @Test
  void aStreamThatBeginsWithAHopelessErrorSaysWhatToDo() throws IOException {
    simulator.script("gemini-x", Answer.streamErrorBeforeFirstChunk(Answer.zeroQuota()));
    try (WovenCalls calls = new WovenCalls("", observer)) {
      Request request = request("gemini-x:streamGenerateContent?alt=sse", body(PROMPT));
      Response response = calls.execute(calls.newCall(client, request));
      assertThat(response.body().string()).startsWith("data: {").contains("[gemini-quota]");
    }
    assertThat(simulator.requests()).hasSize(1);
    assertThat(observer.last().ending()).isEqualTo(Outcome.Ending.FAILED);
  }

  @Test
  void aStreamThatFailsLaterIsNotMadeAgain() throws IOException {
    simulator.script("gemini-x", Answer.streamErrorAfter(2, Answer.unavailable()), Answer.ok());
    try (WovenCalls calls = new WovenCalls("", observer)) {
      Request request = request("gemini-x:streamGenerateContent?alt=sse", body(PROMPT));
      Response response = calls.execute(calls.newCall(client, request));
      assertThat(response.body().string()).contains("candidates", "error");
    }
    assertThat(simulator.requests()).hasSize(1);
  }

  @Test
  void whatIsNotGeminisIsNotEvenCopied() {
    try (WovenCalls calls = new WovenCalls("", observer)) {
      Request other = new Request.Builder().url(simulator.baseUrl() + "/elsewhere").build();
      assertThat(calls.seam.prepare(client, other)).isSameAs(other);
      assertThat(calls.seam.clientFor(client, other)).isSameAs(client);
      assertThat(calls.seam.execute(client.newCall(other))).isNull();
    }
  }

  @Test
  void aRejectedCallIsSentAgainWhenTheServerSaysThereIsRoom() throws IOException {
    simulator.script(
        "gemini-x", Answer.rateLimited(Duration.ofMillis(300)), Answer.unavailable(), Answer.ok());
    try (WovenCalls calls = new WovenCalls("minute=1s", observer)) {
      Response response = calls.execute(calls.newCall(client, request("gemini-x")));
      assertThat(response.code()).isEqualTo(200);
      response.close();
    }
    List<RequestRecord> log = simulator.requests();
    assertThat(log).hasSize(3);
    assertThat(log.get(1).arrivalNanos() - log.get(0).answeredNanos())
        .isGreaterThanOrEqualTo(Duration.ofMillis(300).toNanos());
    assertThat(observer.outcomes().get(0).attempts()).isEqualTo(3);
  }

  @Test
  void anErrorThatIsTooLargeToBeReadMakesRoomForTheNextAttempt() throws IOException {
    simulator.script("gemini-x", Answer.status(503, "x".repeat(3_000_000)), Answer.ok());
    try (WovenCalls calls = new WovenCalls("", observer)) {
      Response response = calls.execute(calls.newCall(client, request("gemini-x")));
      assertThat(response.code()).isEqualTo(200);
      response.close();
    }
    await().until(() -> client.connectionPool().idleConnectionCount() == connections());
  }

  private int connections() {
    return client.connectionPool().connectionCount();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatWaitingCannotCureIsSentOnceAndSaysWhatToDo(boolean async) throws Exception {
    simulator.script("gemini-x", Answer.zeroQuota());
    try (WovenCalls calls = new WovenCalls("", observer)) {
      Call call = calls.newCall(client, request("gemini-x"));
      Response response = async ? enqueue(calls, call).get() : calls.execute(call);
      assertThat(response.code()).isEqualTo(429);
      assertThat(response.header("X-Should-Retry")).isEqualTo("false");
      assertThat(response.body().string())
          .contains("You exceeded your current quota", "[gemini-quota]", "RESOURCE_EXHAUSTED");
    }
    assertThat(simulator.requests()).hasSize(1);
    assertThat(observer.last().ending()).isEqualTo(Outcome.Ending.FAILED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsKnownToFailIsAnsweredAsTheProviderDidWithoutARequest(boolean async) throws Exception {
    simulator.script("gemini-x", Answer.invalidKey());
    simulator.script("gemini-y", Answer.ok());
    try (WovenCalls calls = new WovenCalls("", observer)) {
      calls.execute(calls.newCall(client, request("gemini-x"))).close();
      Call call = calls.newCall(client, request("gemini-y"));
      Response response = async ? enqueue(calls, call).get() : calls.execute(call);
      assertThat(response.code()).isEqualTo(400);
      assertThat(response.message()).isEqualTo("Bad Request");
      assertThat(response.body().string())
          .contains("API_KEY_INVALID", "[gemini-quota]", "Not sent, to spare the quota");
    }
    assertThat(simulator.requests()).hasSize(1);
    assertThat(observer.last().ending()).isEqualTo(Outcome.Ending.REFUSED);
  }

  @Test
  void aConfiguredLimitIsKeptWithoutARejection() throws Exception {
    try (GeminiSimulator fast =
            GeminiSimulator.builder()
                .minute(Duration.ofSeconds(1))
                .limits(QuotaLimits.none().withRpm(5))
                .start();
        // Longer than the server's by more than a busy machine stalls: how exact it is, virtual
        // time
        // tells.
        WovenCalls calls = new WovenCalls("rpm=5,minute=1500ms", observer)) {
      answerAll(calls, fast, "gemini-x", 15);
      assertThat(fast.requests()).hasSize(15);
    }
  }

  private void answerAll(WovenCalls calls, GeminiSimulator gemini, String model, int count)
      throws Exception {
    List<CompletableFuture<Response>> answers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Request request = request(gemini.baseUrl(), model + ":generateContent", body(PROMPT));
      answers.add(enqueue(calls, calls.newCall(client, request)));
    }
    for (CompletableFuture<Response> answer : answers) {
      try (Response response = answer.get()) {
        assertThat(response.code()).isEqualTo(200);
      }
    }
  }

  @Test
  void whoIsHeldDoesNotHoldOthersUp() throws Exception {
    try (WovenCalls calls = new WovenCalls(LONG_MINUTE + "models.held.rpm=1", observer)) {
      List<Call> held = new ArrayList<>();
      for (int i = 0; i < 21; i++) {
        Call call = calls.newCall(client, request("held"));
        CompletableFuture<Response> unused = enqueue(calls, call);
        held.add(call);
      }
      try (Response healthy = enqueue(calls, calls.newCall(client, request("healthy"))).get()) {
        assertThat(healthy.code()).isEqualTo(200);
      }
      await().until(() -> client.dispatcher().runningCallsCount() == 0);
      assertThat(client.dispatcher().queuedCallsCount()).isZero();
      held.forEach(calls::cancel);
    }
  }

  @Test
  void cancellingAHeldAsyncCallEndsItAndGivesItsPlaceBack() throws Exception {
    try (WovenCalls calls = new WovenCalls(LONG_MINUTE + "rpm=1", observer)) {
      calls.execute(calls.newCall(client, request("gemini-x"))).close();
      Call held = calls.newCall(client, request("gemini-x"));
      CompletableFuture<Response> answer = enqueue(calls, held);
      calls.cancel(held);
      assertThatThrownBy(answer::get)
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseMessage("Canceled");
    }
    assertThat(simulator.requests()).hasSize(1);
    assertThat(observer.last().ending()).isEqualTo(Outcome.Ending.CANCELLED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aCallKeepsTheBudgetOfTheMethodThatItIsMadeIn(boolean async) throws Exception {
    try (WovenCalls calls = new WovenCalls(LONG_MINUTE, observer)) {
      Scope method = method(calls, Map.of("rpm", "1", "maxWait", "1s"));
      calls.governor.scopes().enter(method);
      Call first = calls.newCall(client, request("gemini-x"));
      Call second = calls.newCall(client, request("gemini-x"));
      calls.governor.scopes().change(null);
      Call outside = calls.newCall(client, request("gemini-x"));
      assertThat(statusOf(calls, first, async)).isEqualTo(200);
      assertThat(statusOf(calls, second, async)).isEqualTo(429);
      assertThat(statusOf(calls, outside, async)).isEqualTo(200);
    }
    assertThat(simulator.requests()).hasSize(2);
  }

  @Test
  void whatAnAnswerCallsIsInTheScopeOfItsCall() throws Exception {
    try (WovenCalls calls = new WovenCalls(LONG_MINUTE, observer)) {
      Scope method = method(calls, Map.of("rpm", "1", "maxWait", "1s"));
      calls.governor.scopes().enter(method);
      CompletableFuture<Integer> second =
          enqueue(calls, calls.newCall(client, request("gemini-x")))
              .thenCompose(
                  first -> {
                    first.close();
                    return enqueue(calls, calls.newCall(client, request("gemini-x")));
                  })
              .thenApply(response -> code(response));
      calls.governor.scopes().change(null);
      assertThat(second.get()).isEqualTo(429);
    }
    assertThat(simulator.requests()).hasSize(1);
  }

  private static Scope method(WovenCalls calls, Map<String, String> values) {
    return calls.governor.scope(MethodPolicyReader.read("Answers.summarize", values).policy());
  }

  private static int statusOf(WovenCalls calls, Call call, boolean async) throws Exception {
    return code(async ? enqueue(calls, call).get() : calls.execute(call));
  }

  private static int code(Response response) {
    response.close();
    return response.code();
  }

  @Test
  void cancellingAHeldSyncCallEndsIt() throws Exception {
    try (WovenCalls calls = new WovenCalls(LONG_MINUTE + "rpm=1", observer)) {
      calls.execute(calls.newCall(client, request("gemini-x"))).close();
      Call held = calls.newCall(client, request("gemini-x"));
      CompletableFuture<Throwable> end = thrownBy(calls, held, new AtomicReference<>());
      await().until(() -> observer.begun() == 2);
      calls.cancel(held);
      assertThat(end.get()).isInstanceOf(IOException.class).hasMessage("Canceled");
    }
    assertThat(simulator.requests()).hasSize(1);
  }

  @Test
  void interruptingAHeldThreadEndsItsCallAsOkHttpDoes() throws Exception {
    try (WovenCalls calls = new WovenCalls(LONG_MINUTE + "rpm=1", observer)) {
      calls.execute(calls.newCall(client, request("gemini-x"))).close();
      AtomicReference<Thread> thread = new AtomicReference<>();
      CompletableFuture<Throwable> end =
          thrownBy(calls, calls.newCall(client, request("gemini-x")), thread);
      await().until(() -> observer.begun() == 2);
      thread.get().interrupt();
      assertThat(end.get()).isInstanceOf(InterruptedIOException.class).hasMessage("interrupted");
    }
    assertThat(observer.last().ending()).isEqualTo(Outcome.Ending.CANCELLED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aCallThatCannotBeAdmittedWithinItsOwnTimeoutIsToldAtOnce(boolean async) throws Exception {
    OkHttpClient impatient = client.newBuilder().callTimeout(Duration.ofSeconds(20)).build();
    try (WovenCalls calls = new WovenCalls(LONG_MINUTE + "rpm=1", observer)) {
      calls.execute(calls.newCall(impatient, request("gemini-x"))).close();
      Call call = calls.newCall(impatient, request("gemini-x"));
      Response response = async ? enqueue(calls, call).get() : calls.execute(call);
      assertThat(response.code()).isEqualTo(429);
      assertThat(response.body().string()).contains("RESOURCE_EXHAUSTED", "gemini-x");
    }
    assertThat(simulator.requests()).hasSize(1);
    assertThat(observer.last().ending()).isEqualTo(Outcome.Ending.REFUSED);
  }

  @Test
  void whatCanBeSentOnlyOnceIsSentOnce() throws IOException {
    simulator.script("gemini-x", Answer.rateLimited(Duration.ofMillis(10)), Answer.ok());
    RequestBody oneShot =
        new RequestBody() {
          @Override
          public MediaType contentType() {
            return JSON;
          }

          @Override
          public boolean isOneShot() {
            return true;
          }

          @Override
          public void writeTo(BufferedSink sink) throws IOException {
            sink.writeUtf8(PROMPT);
          }
        };
    try (WovenCalls calls = new WovenCalls("", observer);
        Response response =
            calls.execute(calls.newCall(client, request("gemini-x:generateContent", oneShot)))) {
      assertThat(response.code()).isEqualTo(429);
    }
    assertThat(simulator.requests()).hasSize(1);
  }

  @Test
  void aConnectionFaultIsTheApplicationsOwnWhereItWasNotOursToRetry() {
    simulator.script("gemini-x", Answer.connectionCut());
    try (WovenCalls calls = new WovenCalls("", observer)) {
      OkHttpClient plain = client.newBuilder().retryOnConnectionFailure(false).build();
      Call call = calls.newCall(plain, request("gemini-x"));
      assertThatThrownBy(() -> calls.execute(call)).isInstanceOf(IOException.class);
    }
    assertThat(simulator.requests()).hasSize(1);
    assertThat(observer.last().ending()).isEqualTo(Outcome.Ending.FAILED);
  }

  @Test
  void anExceptionOfTheApplicationsOwnInterceptorIsThrownAsItIs() {
    IllegalStateException its = new IllegalStateException("the application's own");
    OkHttpClient throwing =
        client
            .newBuilder()
            .addInterceptor(
                chain -> {
                  throw its;
                })
            .build();
    try (WovenCalls calls = new WovenCalls("", observer)) {
      Call call = calls.newCall(throwing, request("gemini-x"));
      assertThatThrownBy(() -> calls.execute(call)).isSameAs(its);
      assertThat(calls.faults).isEmpty();
    }
    assertThat(observer.last().ending()).isEqualTo(Outcome.Ending.FAILED);
  }

  @Test
  void anObserverThatThrowsIsNotHeard() throws IOException {
    CallObserver broken =
        call -> {
          throw new IllegalStateException("broken observer");
        };
    try (WovenCalls calls = new WovenCalls("", broken);
        Response response = calls.execute(calls.newCall(client, request("gemini-x")))) {
      assertThat(response.code()).isEqualTo(200);
    }
  }

  @Test
  void aCallRunsOnlyOnce() throws IOException {
    try (WovenCalls calls = new WovenCalls("", observer)) {
      Call call = calls.newCall(client, request("gemini-x"));
      calls.execute(call).close();
      assertThatThrownBy(() -> calls.execute(call)).isInstanceOf(IllegalStateException.class);
    }
  }

  private static CompletableFuture<Response> enqueue(WovenCalls calls, Call call) {
    CompletableFuture<Response> answer = new CompletableFuture<>();
    calls.enqueue(
        call,
        new Callback() {
          @Override
          public void onFailure(Call failed, IOException e) {
            assertThat(failed).isSameAs(call);
            answer.completeExceptionally(e);
          }

          @Override
          public void onResponse(Call answered, Response response) {
            assertThat(answered).isSameAs(call);
            answer.complete(response);
          }
        });
    return answer;
  }

  private static CompletableFuture<Throwable> thrownBy(
      WovenCalls calls, Call call, AtomicReference<Thread> thread) {
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    Thread runner =
        new Thread(
            () -> {
              try {
                calls.execute(call).close();
                thrown.completeExceptionally(new AssertionError("nothing was thrown"));
              } catch (IOException | RuntimeException e) {
                thrown.complete(e);
              }
            });
    thread.set(runner);
    runner.start();
    return thrown;
  }

  private Request request(String model) {
    return request(model + ":generateContent", body(PROMPT));
  }

  private Request request(String modelAndMethod, RequestBody body) {
    return request(simulator.baseUrl(), modelAndMethod, body);
  }

  private static Request request(String baseUrl, String modelAndMethod, RequestBody body) {
    return new Request.Builder()
        .url(baseUrl + "/v1beta/models/" + modelAndMethod)
        .header("x-goog-api-key", "test-key")
        .post(body)
        .build();
  }

  private static RequestBody body(String json) {
    return RequestBody.create(json, JSON);
  }
}
