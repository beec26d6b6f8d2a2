package io.geminiquota.adapters.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.types.ClientOptions;
import com.google.genai.types.Content;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.Part;
import com.google.genai.types.ThinkingConfig;
import com.google.genai.types.ThinkingLevel;
import io.geminiquota.adapters.OtherWays;
import io.geminiquota.adapters.pace.Pacemaker;
import io.geminiquota.engine.Governor;
import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.observe.CallObserver;
import io.geminiquota.engine.observe.Observation;
import io.geminiquota.engine.policy.Settings;
import io.geminiquota.testkit.Answer;
import io.geminiquota.testkit.GeminiSimulator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an application on com.google.genai sees of other ways. */
@Timeout(60)
class GenaiOtherWaysTest {

  private static final String ASKED = "gemini-3-flash-preview";
  private static final String FALLBACK = "gemini-2.5-flash";

  private final GeminiSimulator simulator =
      GeminiSimulator.builder().project("my-key", "mine").project("relay-key", "relay").start();
  private final List<Request> sent = new CopyOnWriteArrayList<>();
  private final List<Throwable> faults = new CopyOnWriteArrayList<>();
  private final Pacemaker pacemaker = new Pacemaker(TimeSource.system());

  @BeforeEach
  void useUpTheDay() {
    simulator.script(ASKED, Answer.dayExhausted(Duration.ofHours(5)));
  }

  @AfterEach
  void stop() {
    pacemaker.close();
    simulator.close();
    assertThat(faults).isEmpty();
  }

  @Test
  void aWaitingCallSeesWhichModelAnswered() {
    try (Client client = client()) {
      GenerateContentResponse response =
          client.models.generateContent(ASKED, "Hello", GenerateContentConfig.builder().build());
      assertThat(response.text()).contains("Hello");
      assertThat(response.modelVersion()).contains(FALLBACK);
      assertThat(routeOf(response)).isEqualTo("-/" + FALLBACK);
    }
  }

  @Test
  void aCallThatIsNotWaitedForGoesTheSameWay() throws Exception {
    try (Client client = client()) {
      GenerateContentResponse response =
          client.async.models.generateContent(ASKED, "Hello", null).get();
      assertThat(response.modelVersion()).contains(FALLBACK);
      assertThat(routeOf(response)).isEqualTo("-/" + FALLBACK);
    }
  }

  @Test
  void aStreamIsOfOneModel() {
    try (Client client = client();
        ResponseStream<GenerateContentResponse> stream =
            client.models.generateContentStream(ASKED, "Hello", null)) {
      assertThat(stream)
          .isNotEmpty()
          .allSatisfy(chunk -> assertThat(chunk.modelVersion()).contains(FALLBACK));
    }
  }

  @Test
  void whatTheOtherModelDoesNotTakeIsLeftOut() throws Exception {
    GenerateContentConfig config =
        GenerateContentConfig.builder()
            .systemInstruction(Content.fromParts(Part.fromText("Be brief")))
            .temperature(0.5f)
            .thinkingConfig(
                ThinkingConfig.builder()
                    .thinkingLevel(new ThinkingLevel(ThinkingLevel.Known.LOW))
                    .includeThoughts(true))
            .build();
    try (Client client = client()) {
      client.models.generateContent(ASKED, "Hello", config);
    }
    assertThat(bodyOf(sent.get(0))).contains("\"thinkingLevel\":\"LOW\"");
    assertThat(bodyOf(sent.get(1)))
        .contains("Be brief", "\"temperature\":0.5", "\"includeThoughts\":true")
        .doesNotContain("thinkingLevel");
  }

  @Test
  void aModelThatCannotAnswerIsNotAsked() {
    Settings settings =
        OtherWays.settings(
            "project=mine",
            Map.of(ASKED, List.of("gemma-3-27b-it")),
            OtherWays.relay(simulator.baseUrl(), "relay-key"));
    GenerateContentConfig config =
        GenerateContentConfig.builder()
            .systemInstruction(Content.fromParts(Part.fromText("Be brief")))
            .build();
    simulator.script(ASKED, Answer.dayExhausted(Duration.ofHours(5)), Answer.ok());
    try (Client client = client(settings)) {
      GenerateContentResponse response = client.models.generateContent(ASKED, "Hello", config);
      assertThat(routeOf(response)).isEqualTo("relay/" + ASKED);
    }
    assertThat(simulator.requests())
        .extracting(request -> request.project() + " " + request.model())
        .containsExactly("mine " + ASKED, "relay " + ASKED);
  }

  private static String routeOf(GenerateContentResponse response) {
    Map<String, String> headers = response.sdkHttpResponse().orElseThrow().headers().orElseThrow();
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase("X-Gemini-Quota-Route"))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  private Client client() {
    return client(OtherWays.settings("project=mine", Map.of(ASKED, List.of(FALLBACK))));
  }

  private Client client(Settings settings) {
    TimeSource time = TimeSource.system();
    Governor governor = new Governor(settings, time, pacemaker, new Random(1));
    CallObserver nobody = call -> new Observation() {};
    InterceptorSeam seam = new InterceptorSeam(governor, nobody, faults::add, time, pacemaker);
    OkHttpClient.Builder http = new OkHttpClient.Builder();
    InterceptorSeam.govern(http, Client.class.getClassLoader(), () -> seam);
    http.addNetworkInterceptor(
        chain -> {
          sent.add(chain.request());
          return chain.proceed(chain.request());
        });
    return Client.builder()
        .apiKey("my-key")
        .clientOptions(ClientOptions.builder().customHttpClient(http.build()).build())
        .httpOptions(HttpOptions.builder().baseUrl(simulator.baseUrl()).build())
        .build();
  }

  private static String bodyOf(Request request) throws Exception {
    Buffer body = new Buffer();
    request.body().writeTo(body);
    return body.readUtf8();
  }
}
