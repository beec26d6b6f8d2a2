package io.geminiquota.adapters.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.geminiquota.adapters.EndsOfCalls;
import io.geminiquota.adapters.OtherWays;
import io.geminiquota.adapters.pace.Pacemaker;
import io.geminiquota.engine.Governor;
import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.observe.Outcome;
import io.geminiquota.engine.policy.Settings;
import io.geminiquota.engine.route.Backend;
import io.geminiquota.testkit.Answer;
import io.geminiquota.testkit.GeminiSimulator;
import io.geminiquota.testkit.QuotaLimits;
import io.geminiquota.testkit.RequestRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
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
import okio.Buffer;
import okio.BufferedSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class OtherWaysTest {

  private static final MediaType JSON = MediaType.get("application/json");
  private static final String PROMPT = "{\"contents\":[{\"parts\":[{\"text\":\"Hello\"}]}]}";
  private static final String ROUTE = "X-Gemini-Quota-Route";

  /** Far longer than any test: what is used up stays so. */
  private static final String LONG_MINUTE = "minute=1h,max-wait=2h,project=mine,";

  /** How a call meets us. */
  private enum Seam {
    WOVEN,
    WOVEN_ASYNC,
    INTERCEPTOR
  }

  private final GeminiSimulator simulator =
      GeminiSimulator.builder()
          .project("my-key", "mine")
          .project("b-key", "team-b")
          .project("relay-key", "relay")
          .start();
  private final List<Request> sent = new CopyOnWriteArrayList<>();
  private final OkHttpClient client =
      new OkHttpClient.Builder()
          .addNetworkInterceptor(
              chain -> {
                sent.add(chain.request());
                return chain.proceed(chain.request());
              })
          .build();
  private final EndsOfCalls observer = new EndsOfCalls();
  private final List<Throwable> faults = new CopyOnWriteArrayList<>();
  private final List<WovenCalls> woven = new ArrayList<>();
  private final Pacemaker pacemaker = new Pacemaker(TimeSource.system());

  @AfterEach
  void stop() {
    assertThat(faults).isEmpty();
    for (WovenCalls calls : woven) {
      calls.close();
      assertThat(calls.faults).isEmpty();
    }
    pacemaker.close();
    simulator.close();
    client.dispatcher().executorService().shutdownNow();
    client.connectionPool().evictAll();
  }

  @ParameterizedTest
  @EnumSource
  void anotherModelAnswersWhenTheDayOfTheFirstIsUsedUp(Seam seam) throws Exception {
    simulator.script("gemini-x", Answer.dayExhausted(Duration.ofHours(5)));
    Request request = request("gemini-x:generateContent");
    try (Response response = answer(seam, toModel("", "gemini-y"), request)) {
      assertThat(response.code()).isEqualTo(200);
      assertThat(response.header(ROUTE)).isEqualTo("-/gemini-y");
      assertThat(response.request().url()).isEqualTo(request.url());
      assertThat(response.body().string()).contains("\"modelVersion\":\"gemini-y\"");
    }
    assertThat(asked()).containsExactly("mine gemini-x 429", "mine gemini-y 200");
    assertThat(observer.last().ending()).isEqualTo(Outcome.Ending.SUCCEEDED);
  }

  /** So the application's own OkHttp call is never sent, and must not be missed. */
  @ParameterizedTest
  @EnumSource
  void theVeryFirstAttemptCanGoAnotherWay(Seam seam) throws Exception {
    Settings settings = toModel(LONG_MINUTE + "models.gemini-x.rpm=1", "gemini-y");
    Calls calls = calls(seam, settings);
    calls.answer(request("gemini-x:generateContent")).close();
    try (Response response = calls.answer(request("gemini-x:generateContent"))) {
      assertThat(response.header(ROUTE)).isEqualTo("-/gemini-y");
      assertThat(response.request().tag(String.class)).isEqualTo("its own tag");
      assertThat(response.body().string()).contains("gemini-y");
    }
    assertThat(asked()).containsExactly("mine gemini-x 200", "mine gemini-y 200");
    assertThat(sent).allMatch(request -> "its own tag".equals(request.tag(String.class)));
  }

  @ParameterizedTest
  @EnumSource
  void aStreamGoesAnotherWayToo(Seam seam) throws Exception {
    simulator.script(
        "gemini-x", Answer.streamErrorBeforeFirstChunk(Answer.dayExhausted(Duration.ofHours(5))));
    Settings settings = toModel("", "gemini-y");
    try (Response response =
        answer(seam, settings, request("gemini-x:streamGenerateContent?alt=sse"))) {
      assertThat(response.body().string()).startsWith("data:").contains("gemini-y");
    }
    assertThat(asked()).containsExactly("mine gemini-x 200", "mine gemini-y 200");
  }

  @ParameterizedTest
  @EnumSource
  void anotherProjectAnswersWithItsOwnKey(Seam seam) throws Exception {
    Backend other = OtherWays.project("team-b", simulator.baseUrl(), "b-key");
    Calls calls =
        calls(seam, OtherWays.settings(LONG_MINUTE + "projects.mine.rpm=1", Map.of(), other));
    calls.answer(request("gemini-x:generateContent")).close();
    try (Response response = calls.answer(request("gemini-x:generateContent"))) {
      assertThat(response.header(ROUTE)).isEqualTo("team-b/gemini-x");
      assertThat(response.request().header("x-goog-api-key")).isEqualTo("my-key");
    }
    assertThat(asked()).containsExactly("mine gemini-x 200", "team-b gemini-x 200");
    Request elsewhere = sent.get(1);
    assertThat(elsewhere.header("x-goog-api-key")).isEqualTo("b-key");
    assertThat(elsewhere.header("Cookie")).isNull();
    assertThat(elsewhere.header("User-Agent")).isEqualTo("its own");
  }

  @ParameterizedTest
  @EnumSource
  void vertexAnswersForTheDeveloperApi(Seam seam) throws Exception {
    Backend vertex = OtherWays.vertex("team-v", simulator.baseUrl(), "token");
    Calls calls =
        calls(seam, OtherWays.settings(LONG_MINUTE + "projects.mine.rpm=1", Map.of(), vertex));
    calls.answer(request("gemini-x:generateContent")).close();
    try (Response response = calls.answer(request("gemini-x:generateContent"))) {
      assertThat(response.header(ROUTE)).isEqualTo("team-v/gemini-x");
    }
    assertThat(sent.get(1).url().encodedPath())
        .isEqualTo(
            "/v1beta1/projects/team-v/locations/global/publishers/google/models/gemini-x"
                + ":generateContent");
    assertThat(asked()).containsExactly("mine gemini-x 200", "team-v gemini-x 200");
  }

  @ParameterizedTest
  @EnumSource
  void aRelayIsTheLastResort(Seam seam) throws Exception {
    simulator.changeLimits("mine", "gemini-x", QuotaLimits.none().withRpd(1));
    simulator.changeLimits("mine", "gemini-y", QuotaLimits.none().withRpd(1));
    Settings settings =
        OtherWays.settings(
            "project=mine",
            Map.of("gemini-x", List.of("gemini-y")),
            OtherWays.relay(simulator.baseUrl(), "relay-key"));
    Calls calls = calls(seam, settings);
    for (String route : new String[] {null, "-/gemini-y", "relay/gemini-x", "relay/gemini-x"}) {
      try (Response response = calls.answer(request("gemini-x:generateContent"))) {
        assertThat(response.header(ROUTE)).isEqualTo(route);
      }
    }
    assertThat(asked())
        .containsExactly(
            "mine gemini-x 200",
            "mine gemini-x 429",
            "mine gemini-y 200",
            "mine gemini-y 429",
            "relay gemini-x 200",
            "relay gemini-x 200");
  }

  @ParameterizedTest
  @EnumSource
  void whatIsTiedToItsProjectStaysThere(Seam seam) throws Exception {
    simulator.script("gemini-x", Answer.zeroQuota());
    Settings settings =
        OtherWays.settings(
            "project=mine",
            Map.of("gemini-x", List.of("gemini-y")),
            OtherWays.project("team-b", simulator.baseUrl(), "b-key"));
    RequestBody cached = RequestBody.create("{\"cachedContent\":\"cachedContents/a\"}", JSON);
    try (Response response = answer(seam, settings, request("gemini-x:generateContent", cached))) {
      assertThat(response.code()).isEqualTo(429);
      assertThat(response.header(ROUTE)).isNull();
    }
    assertThat(asked()).containsExactly("mine gemini-x 429");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1beta/openai/chat/completions | {'model':'%s','messages':[{'role':'user'}]}",
        "/v1beta/openai/chat/completions | {'stream':true,'model':'models/%s','messages':[]}",
        "/v1beta/interactions            | {'model':'%s','input':'Hello'}",
        "/v1beta1/projects/mine/locations/global/publishers/google/models/%s:generateContent"
            + " | {'contents':[{'role':'user','parts':[{'text':'Hello'}]}]}"
      })
  void everyDialectCanAskAnotherModel(String path, String body) throws Exception {
    simulator.script("gemini-x", Answer.zeroQuota());
    String json = body.replace('\'', '"');
    Request request =
        new Request.Builder()
            .url(simulator.baseUrl() + path.formatted("gemini-x"))
            .header("Authorization", "Bearer my-key")
            .post(RequestBody.create(json.formatted("gemini-x"), JSON))
            .build();
    try (Response response = answer(Seam.WOVEN, toModel("", "gemini-y"), request)) {
      assertThat(response.code()).isEqualTo(200);
      assertThat(response.header(ROUTE)).isEqualTo("-/gemini-y");
    }
    assertThat(asked()).containsExactly("mine gemini-x 429", "mine gemini-y 200");
    assertThat(sent.get(1).header("Authorization")).isEqualTo("Bearer my-key");
    assertThat(sent.get(1).url().encodedPath()).isEqualTo(path.formatted("gemini-y"));
    assertThat(bodyOf(sent.get(1))).isEqualTo(json.formatted("gemini-y"));
  }

  @Test
  void whatCanBeSentOnlyOnceGoesOneWay() throws Exception {
    simulator.script("gemini-x", Answer.zeroQuota());
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
    Request request = request("gemini-x:generateContent", oneShot);
    try (Response response = answer(Seam.WOVEN, toModel("", "gemini-y"), request)) {
      assertThat(response.code()).isEqualTo(429);
    }
    assertThat(asked()).containsExactly("mine gemini-x 429");
  }

  @Test
  void anErrorFromElsewhereSaysWhereItIsFrom() throws Exception {
    simulator.script("gemini-x", Answer.dayExhausted(Duration.ofHours(5)));
    simulator.script("gemini-y", Answer.zeroQuota());
    try (Response response =
        answer(
            Seam.WOVEN, toModel("max-wait=1s", "gemini-y"), request("gemini-x:generateContent"))) {
      assertThat(response.code()).isEqualTo(429);
      assertThat(response.body().string()).contains("[gemini-quota]");
    }
    assertThat(asked()).containsExactly("mine gemini-x 429", "mine gemini-y 429");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aCallOnItsOtherWayCanBeCancelled(boolean async) throws Exception {
    simulator.script("gemini-y", Answer.streamPausedAfter(1, Duration.ofMinutes(5)));
    WovenCalls calls = woven(toModel(LONG_MINUTE + "models.gemini-x.rpm=1", "gemini-y"));
    new WovenSeam(calls, false).answer(request("gemini-x:generateContent")).close();
    Call call = calls.newCall(client, request("gemini-x:streamGenerateContent?alt=sse"));
    Response response = async ? enqueue(calls, call).get() : calls.execute(call);
    assertThat(response.body().source().readUtf8Line()).startsWith("data:");
    calls.cancel(call);
    assertThatThrownBy(() -> response.body().string()).isInstanceOf(IOException.class);
    response.close();
    await().until(() -> observer.outcomes().size() == 2);
  }

  @Test
  void theApplicationsOwnTimeoutHoldsOnTheOtherWay() throws Exception {
    simulator.script("gemini-y", Answer.streamPausedAfter(1, Duration.ofMinutes(5)));
    WovenCalls calls = woven(toModel(LONG_MINUTE + "models.gemini-x.rpm=1", "gemini-y"));
    new WovenSeam(calls, false).answer(request("gemini-x:generateContent")).close();
    OkHttpClient impatient = client.newBuilder().callTimeout(Duration.ofMillis(1500)).build();
    Call call = calls.newCall(impatient, request("gemini-x:streamGenerateContent?alt=sse"));
    assertThatThrownBy(() -> calls.execute(call).body().string())
        .isInstanceOf(IOException.class)
        .hasMessage("timeout");
  }

  private Settings toModel(String text, String fallback) {
    return OtherWays.settings(
        text.contains("project=") ? text : "project=mine," + text,
        Map.of("gemini-x", List.of(fallback)));
  }

  private static String bodyOf(Request request) throws IOException {
    Buffer body = new Buffer();
    request.body().writeTo(body);
    return body.readUtf8();
  }

  private List<String> asked() {
    return simulator.requests().stream().map(OtherWaysTest::told).toList();
  }

  private static String told(RequestRecord request) {
    return request.project() + " " + request.model() + " " + request.status();
  }

  private Response answer(Seam seam, Settings settings, Request request) throws Exception {
    return calls(seam, settings).answer(request);
  }

  /** Carries the calls of one test. */
  private interface Calls {
    Response answer(Request request) throws Exception;
  }

  private Calls calls(Seam seam, Settings settings) {
    if (seam == Seam.INTERCEPTOR) {
      OkHttpClient governed = intercepted(settings);
      return request -> governed.newCall(request).execute();
    }
    return new WovenSeam(woven(settings), seam == Seam.WOVEN_ASYNC);
  }

  private final class WovenSeam implements Calls {

    private final WovenCalls calls;
    private final boolean async;

    WovenSeam(WovenCalls calls, boolean async) {
      this.calls = calls;
      this.async = async;
    }

    @Override
    public Response answer(Request request) throws Exception {
      Call call = calls.newCall(client, request);
      return async ? enqueue(calls, call).get() : calls.execute(call);
    }
  }

  private WovenCalls woven(Settings settings) {
    WovenCalls calls = new WovenCalls(settings, observer);
    woven.add(calls);
    return calls;
  }

  private OkHttpClient intercepted(Settings settings) {
    Governor governor = new Governor(settings, TimeSource.system(), pacemaker, new Random(1));
    InterceptorSeam seam =
        new InterceptorSeam(governor, observer, faults::add, TimeSource.system(), pacemaker);
    OkHttpClient.Builder builder = client.newBuilder();
    InterceptorSeam.govern(builder, OtherWaysTest.class.getClassLoader(), () -> seam);
    return builder.build();
  }

  private static CompletableFuture<Response> enqueue(WovenCalls calls, Call call) {
    CompletableFuture<Response> answer = new CompletableFuture<>();
    calls.enqueue(
        call,
        new Callback() {
          @Override
          public void onFailure(Call failed, IOException e) {
            answer.completeExceptionally(e);
          }

          @Override
          public void onResponse(Call answered, Response response) {
            answer.complete(response);
          }
        });
    return answer;
  }

  private Request request(String modelAndMethod) {
    return request(modelAndMethod, RequestBody.create(PROMPT, JSON));
  }

  private Request request(String modelAndMethod, RequestBody body) {
    return new Request.Builder()
        .url(simulator.baseUrl() + "/v1beta/models/" + modelAndMethod)
        .header("x-goog-api-key", "my-key")
        .header("Cookie", "its own")
        .header("User-Agent", "its own")
        .tag(String.class, "its own tag")
        .post(body)
        .build();
  }
}
