package io.geminiquota.adapters.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpMethod;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.jdk.JdkHttpClient;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import io.geminiquota.adapters.EndsOfCalls;
import io.geminiquota.adapters.OtherWays;
import io.geminiquota.adapters.pace.Pacemaker;
import io.geminiquota.engine.Governor;
import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.observe.Outcome.Ending;
import io.geminiquota.engine.policy.Settings;
import io.geminiquota.testkit.Answer;
import io.geminiquota.testkit.GeminiSimulator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OtherWaysTest {

  private static final String ROUTE = "X-Gemini-Quota-Route";

  private final GeminiSimulator simulator =
      GeminiSimulator.builder().project("my-key", "mine").project("b-key", "team-b").start();
  private final List<HttpRequest> sent = new CopyOnWriteArrayList<>();
  private final Pacemaker pacemaker = new Pacemaker(TimeSource.system());
  private final EndsOfCalls calls = new EndsOfCalls();
  private final List<Throwable> faults = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    pacemaker.close();
    simulator.close();
    assertThat(faults).isEmpty();
  }

  @Test
  void anotherModelAnswersWhenTheDayOfTheFirstIsUsedUp() {
    simulator.script("gemini-x", Answer.dayExhausted(Duration.ofHours(5)));
    GoogleAiGeminiChatModel model =
        GoogleAiGeminiChatModel.builder()
            .apiKey("my-key")
            .baseUrl(simulator.baseUrl() + "/v1beta")
            .modelName("gemini-x")
            .httpClientBuilder(new BuilderOf(woven(toModelY())))
            .build();
    assertThat(model.chat("Hello")).contains("Hello");
    assertThat(asked()).containsExactly("mine gemini-x 429", "mine gemini-y 200");
    assertThat(calls.last().ending()).isEqualTo(Ending.SUCCEEDED);
  }

  @Test
  void theApplicationCanSeeWhichWayItsAnswerCame() {
    simulator.script("gemini-x", Answer.dayExhausted(Duration.ofHours(5)));
    HttpClient client = woven(toModelY());
    SuccessfulHttpResponse response = client.execute(request("generateContent"));
    assertThat(response.headers()).containsEntry(ROUTE, List.of("-/gemini-y"));
    assertThat(response.body()).contains("gemini-y");
  }

  @Test
  void aStreamGoesAnotherWayToo() throws Exception {
    simulator.script("gemini-x", Answer.dayExhausted(Duration.ofHours(5)));
    ToldEvents told = new ToldEvents();
    woven(toModelY()).execute(request("streamGenerateContent?alt=sse"), told);
    told.closed.get();
    assertThat(told.opened.get().headers()).containsEntry(ROUTE, List.of("-/gemini-y"));
    assertThat(asked()).containsExactly("mine gemini-x 429", "mine gemini-y 200");
  }

  @Test
  void anotherProjectAnswersWithItsOwnKey() {
    Settings settings =
        OtherWays.settings(
            "minute=1h,project=mine,projects.mine.rpm=1",
            Map.of(),
            OtherWays.project("team-b", simulator.baseUrl(), "b-key"));
    HttpClient client = woven(settings);
    client.execute(request("generateContent"));
    SuccessfulHttpResponse response = client.execute(request("generateContent"));
    assertThat(response.headers()).containsEntry(ROUTE, List.of("team-b/gemini-x"));
    assertThat(asked()).containsExactly("mine gemini-x 200", "team-b gemini-x 200");
    assertThat(sent.get(1).headers()).containsEntry("x-goog-api-key", List.of("b-key"));
    assertThat(sent.get(1).headers().toString()).doesNotContain("my-key");
    assertThat(sent.get(1).body()).isEqualTo(sent.get(0).body());
  }

  private Settings toModelY() {
    return OtherWays.settings("project=mine", Map.of("gemini-x", List.of("gemini-y")));
  }

  private List<String> asked() {
    return simulator.requests().stream()
        .map(request -> request.project() + " " + request.model() + " " + request.status())
        .toList();
  }

  private HttpRequest request(String method) {
    return HttpRequest.builder()
        .method(HttpMethod.POST)
        .url(simulator.baseUrl() + "/v1beta/models/gemini-x:" + method)
        .addHeader("X-Goog-Api-Key", "my-key")
        .addHeader("Content-Type", "application/json")
        .body("{\"contents\":[{\"parts\":[{\"text\":\"Hello\"}]}]}")
        .build();
  }

  private HttpClient woven(Settings settings) {
    Governor governor = new Governor(settings, TimeSource.system(), pacemaker, new Random(1));
    HttpClient jdk = JdkHttpClient.builder().build();
    return new WovenClient(new HttpClientSeam(governor, calls, faults::add), watched(jdk));
  }

  private HttpClient watched(HttpClient client) {
    return new HttpClient() {
      @Override
      public SuccessfulHttpResponse execute(HttpRequest request) {
        sent.add(request);
        return client.execute(request);
      }

      @Override
      public void execute(
          HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        sent.add(request);
        client.execute(request, parser, listener);
      }
    };
  }
}
