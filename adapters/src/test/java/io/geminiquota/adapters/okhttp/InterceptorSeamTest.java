package io.geminiquota.adapters.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.geminiquota.adapters.EndsOfCalls;
import io.geminiquota.adapters.cache.KeptAnswers;
import io.geminiquota.adapters.pace.Pacemaker;
import io.geminiquota.engine.Governor;
import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.observe.Outcome;
import io.geminiquota.engine.policy.Settings;
import io.geminiquota.engine.policy.SettingsReader;
import io.geminiquota.testkit.Answer;
import io.geminiquota.testkit.GeminiSimulator;
import io.geminiquota.testkit.QuotaLimits;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
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
class InterceptorSeamTest {

  /** Far longer than any test: who is held by this quota is held for good. */
  private static final String LONG_MINUTE = "minute=1h,max-wait=2h,rpm=1";

  private final GeminiSimulator simulator = GeminiSimulator.builder().start();
  private final EndsOfCalls observer = new EndsOfCalls();
  private final List<Throwable> faults = new CopyOnWriteArrayList<>();
  private final Pacemaker pacemaker = new Pacemaker(TimeSource.system());

  @AfterEach
  void stop() {
    pacemaker.close();
    simulator.close();
    assertThat(faults).isEmpty();
  }

  @Test
  void aRejectedCallIsSentAgainAndReachesTheApplicationAsSuccess() throws IOException {
    simulator.script(
        "gemini-x", Answer.rateLimited(Duration.ofMillis(50)), Answer.unavailable(), Answer.ok());
    OkHttpClient client = client(seam("minute=1s"));
    assertThat(textOf(call(client, "gemini-x"))).contains("candidates");
    assertThat(simulator.requests()).hasSize(3);
    assertThat(observer.last().ending()).isEqualTo(Outcome.Ending.SUCCEEDED);
    assertThat(observer.outcomes().get(0).attempts()).isEqualTo(3);
  }

  @Test
  void anErrorThatIsTooLargeToBeReadMakesRoomForTheNextAttempt() throws IOException {
    simulator.script("gemini-x", Answer.status(503, "x".repeat(3_000_000)), Answer.ok());
    assertThat(textOf(call(client(seam("")), "gemini-x"))).contains("candidates");
  }

  @Test
  void whatWaitingCannotCureIsSentOnceAndSaysWhatToDo() throws IOException {
    simulator.script("gemini-x", Answer.zeroQuota());
    OkHttpClient client = client(seam(""));
    try (Response response = call(client, "gemini-x").execute()) {
      assertThat(response.code()).isEqualTo(429);
      assertThat(response.body().string()).contains("[gemini-quota]", "billing");
    }
    assertThat(simulator.requests()).hasSize(1);
  }

  @Test
  void aConfiguredLimitHoldsEveryWayOfCalling() throws Exception {
    simulator.changeLimits(QuotaLimits.none().withRpm(3));
    OkHttpClient client = client(seam("minute=60s,max-wait=1s,rpm=3"));
    assertThat(textOf(call(client, "gemini-x"))).contains("candidates");
    assertThat(enqueue(call(client, "gemini-x")).get().code()).isEqualTo(200);
    assertThat(textOf(stream(client))).startsWith("data:");
    try (Response refused = call(client, "gemini-x").execute()) {
      assertThat(refused.code()).isEqualTo(429);
      assertThat(refused.body().string()).contains("[gemini-quota]");
    }
    assertThat(simulator.requests()).hasSize(3).allMatch(request -> request.status() == 200);
  }

  @Test
  void aStreamThatBeginsWithAnErrorIsMadeAgain() throws IOException {
    simulator.script(
        "gemini-x", Answer.streamErrorBeforeFirstChunk(Answer.unavailable()), Answer.ok());
    assertThat(textOf(stream(client(seam(""))))).contains("candidates").doesNotContain("error");
    assertThat(simulator.requests()).hasSize(2);
    assertThat(observer.outcomes()).hasSize(1);
    assertThat(observer.outcomes().get(0).attempts()).isEqualTo(2);
  }

  @Test
  void identicalCallsAreOneAndWhoFollowsCanBeCancelled() throws Exception {
    simulator.script("gemini-x", Answer.ok().delayedBy(Duration.ofSeconds(2)));
    OkHttpClient client = client(seam("cache=1h,cache-sampled=true"));
    CompletableFuture<Response> leader = enqueue(call(client, "gemini-x"));
    await().until(() -> observer.begun() == 1);
    Call given = call(client, "gemini-x");
    CompletableFuture<Response> up = enqueue(given);
    CompletableFuture<Response> follower = enqueue(call(client, "gemini-x"));
    await().until(() -> observer.begun() == 3);
    given.cancel();
    await().until(up::isCompletedExceptionally);
    assertThat(leader.get().header("X-Gemini-Quota-Cache")).isNull();
    assertThat(follower.get().header("X-Gemini-Quota-Cache")).isEqualTo("shared");
    assertThat(textOf(call(client, "gemini-x"))).contains("candidates");
    assertThat(simulator.requests()).hasSize(1);
    assertThat(observer.outcomes()).hasSize(4);
  }

  @Test
  void cancellingAHeldCallEndsItAndGivesItsPlaceBack() throws Exception {
    OkHttpClient client = client(seam(LONG_MINUTE));
    call(client, "gemini-x").execute().close();
    Call held = call(client, "gemini-x");
    CompletableFuture<Response> answer = enqueue(held);
    await().until(() -> observer.begun() == 2);
    held.cancel();
    await().until(answer::isCompletedExceptionally);
    assertThat(observer.outcomes().get(1).ending()).isEqualTo(Outcome.Ending.CANCELLED);
    assertThat(simulator.requests()).hasSize(1);
  }

  @Test
  void closingTheSeamEndsEveryHold() throws Exception {
    InterceptorSeam seam = seam(LONG_MINUTE);
    OkHttpClient client = client(seam);
    call(client, "gemini-x").execute().close();
    CompletableFuture<Response> answer = enqueue(call(client, "gemini-x"));
    await().until(() -> observer.begun() == 2);
    seam.close();
    await().until(answer::isCompletedExceptionally);
  }

  @Test
  void aCallThatCannotBeAdmittedWithinItsOwnTimeoutIsToldAtOnce() throws IOException {
    OkHttpClient client =
        client(seam(LONG_MINUTE)).newBuilder().callTimeout(Duration.ofSeconds(30)).build();
    call(client, "gemini-x").execute().close();
    try (Response refused = call(client, "gemini-x").execute()) {
      assertThat(refused.code()).isEqualTo(429);
    }
  }

  @Test
  void interruptingAHeldThreadEndsItsCallAsOkHttpDoes() throws IOException {
    OkHttpClient client = client(seam(LONG_MINUTE));
    call(client, "gemini-x").execute().close();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> call(client, "gemini-x").execute())
        .isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void whatIsNotGeminisIsLeftAlone() throws IOException {
    OkHttpClient client = client(seam(LONG_MINUTE));
    Request other = new Request.Builder().url(simulator.baseUrl() + "/elsewhere").build();
    client.newCall(other).execute().close();
    client.newCall(other).execute().close();
    assertThat(observer.begun()).isZero();
  }

  @Test
  void aClientThatIsGovernedTwiceIsGovernedOnce() throws IOException {
    InterceptorSeam seam = seam("");
    OkHttpClient.Builder again = client(seam).newBuilder();
    InterceptorSeam.govern(again, InterceptorSeamTest.class.getClassLoader(), () -> seam);
    call(again.build(), "gemini-x").execute().close();
    assertThat(observer.begun()).isEqualTo(1);
  }

  private InterceptorSeam seam(String settings) {
    TimeSource time = TimeSource.system();
    Settings read = SettingsReader.read(settings, Map.of(), Map.of()).settings();
    Governor governor = new Governor(read, time, pacemaker, new Random(1));
    KeptAnswers answers =
        new KeptAnswers(read.cache(), time, pacemaker, (topic, line) -> {}, faults::add);
    return new InterceptorSeam(governor, answers.cache(), observer, faults::add, time, pacemaker);
  }

  private static OkHttpClient client(InterceptorSeam seam) {
    OkHttpClient.Builder client = new OkHttpClient.Builder();
    InterceptorSeam.govern(client, InterceptorSeamTest.class.getClassLoader(), () -> seam);
    return client.build();
  }

  private Call stream(OkHttpClient client) {
    return call(client, "gemini-x", ":streamGenerateContent?alt=sse");
  }

  private Call call(OkHttpClient client, String model) {
    return call(client, model, ":generateContent");
  }

  private Call call(OkHttpClient client, String model, String method) {
    return client.newCall(
        new Request.Builder()
            .url(simulator.baseUrl() + "/v1beta/models/" + model + method)
            .header("x-goog-api-key", "test-key")
            .post(
                RequestBody.create(
                    "{\"contents\":[{\"parts\":[{\"text\":\"Hello\"}]}]}",
                    MediaType.get("application/json")))
            .build());
  }

  private static String textOf(Call call) throws IOException {
    try (Response response = call.execute()) {
      return response.body().string();
    }
  }

  private static CompletableFuture<Response> enqueue(Call call) {
    CompletableFuture<Response> answer = new CompletableFuture<>();
    call.enqueue(
        new Callback() {
          @Override
          public void onFailure(Call failed, IOException e) {
            answer.completeExceptionally(e);
          }

          @Override
          public void onResponse(Call answered, Response response) {
            response.close();
            answer.complete(response);
          }
        });
    return answer;
  }
}
