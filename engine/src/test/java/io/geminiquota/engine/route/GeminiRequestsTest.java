package io.geminiquota.engine.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeminiRequestsTest {

  private static final String GEMINI = "https://generativelanguage.googleapis.com";
  private static final String VERTEX = "https://us-central1-aiplatform.googleapis.com";
  private static final String VERTEX_MODEL =
      "/v1beta1/projects/my-project/locations/us-central1/publishers/google/models/";

  private final GeminiRequests requests = new GeminiRequests(null);

  @ParameterizedTest
  @CsvSource({
    "generateContent, GENERATE_CONTENT, false",
    "streamGenerateContent, GENERATE_CONTENT, true",
    "embedContent, EMBEDDINGS, false",
    "batchEmbedContents, EMBEDDINGS, false",
    "countTokens, COUNT_TOKENS, false",
    "predict, PREDICT, false",
    "predictLongRunning, PREDICT_LONG_RUNNING, false",
    "batchGenerateContent, BATCH, false"
  })
  void knowsTheMethodsOfTheDeveloperApi(String method, Operation operation, boolean streaming) {
    GeminiCall call = read(GEMINI + "/v1beta/models/gemini-2.5-flash:" + method, Map.of(), "");
    assertThat(call.service()).isEqualTo(Service.GEMINI);
    assertThat(call.operation()).isEqualTo(operation);
    assertThat(call.streaming()).isEqualTo(streaming);
    assertThat(call.route()).isEqualTo(new Route("default", "gemini-2.5-flash", GEMINI));
  }

  @Test
  void takesTheProjectOfVertexFromThePath() {
    GeminiCall call = read(VERTEX + VERTEX_MODEL + "gemini-2.5-pro:generateContent", Map.of(), "");
    assertThat(call.service()).isEqualTo(Service.VERTEX);
    assertThat(call.route()).isEqualTo(new Route("my-project", "gemini-2.5-pro", VERTEX));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://aiplatform.googleapis.com/v1/publishers/google/models/gemini-x:generateContent",
        "https://aiplatform.us.rep.googleapis.com/v1/publishers/google/models/gemini-x:predict"
      })
  void knowsVertexWithoutAProject(String url) {
    GeminiCall call = read(url, Map.of("x-goog-api-key", "some key"), "");
    assertThat(call.service()).isEqualTo(Service.VERTEX);
    assertThat(call.route().project()).startsWith("key-");
  }

  @Test
  void knowsGeminisPathsOnAnyHost() {
    GeminiCall call =
        read("http://127.0.0.1:8080/v1beta/models/gemini-x:generateContent", Map.of(), "");
    assertThat(call.service()).isEqualTo(Service.UNKNOWN);
    assertThat(call.route().baseUrl()).isEqualTo("http://127.0.0.1:8080");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent",
        "/ws/google.ai.generativelanguage.v1alpha.GenerativeService.BidiGenerateContentConstrained",
        "/ws/google.cloud.aiplatform.v1beta1.LlmBidiService/BidiGenerateContent"
      })
  void knowsTheOpeningOfALiveSession(String path) {
    Map<String, String> key = Map.of("x-goog-api-key", "key");
    GeminiCall call = requests.read(TestHead.of("GET", GEMINI + path, key, ""));
    assertThat(call.operation()).isEqualTo(Operation.LIVE);
    assertThat(call.streaming()).isFalse();
    assertThat(call.route().model()).isEqualTo("unknown");
    assertThat(call.route().project()).startsWith("key-");
  }

  @Test
  void namesTheProjectOfAKeyByAHashThatDoesNotTellTheKey() {
    String one = read(call(), Map.of("x-goog-api-key", "key one"), "").route().project();
    String two = read(call(), Map.of("x-goog-api-key", "key two"), "").route().project();
    String oneAgain = read(call() + "?key=key%20one", Map.of(), "").route().project();
    assertThat(one).matches("key-[0-9a-f]{8}").isEqualTo(oneAgain).isNotEqualTo(two);
  }

  @Test
  void theSettingsAndTheRequestNameTheProjectBeforeAKeyDoes() {
    Map<String, String> key = Map.of("x-goog-api-key", "key");
    assertThat(
            new GeminiRequests("mine").read(TestHead.of("POST", call(), key, "")).route().project())
        .isEqualTo("mine");
    Map<String, String> both = Map.of("x-goog-api-key", "key", "x-goog-user-project", "billed");
    assertThat(
            new GeminiRequests("mine")
                .read(TestHead.of("POST", call(), both, ""))
                .route()
                .project())
        .isEqualTo("billed");
  }

  @ParameterizedTest
  @CsvSource({
    "/v1beta/openai/chat/completions, CHAT",
    "/v1beta/openai/embeddings, EMBEDDINGS",
    "/v1beta/interactions, INTERACTION",
    "/v1beta/cachedContents, CREATE_CACHE"
  })
  void findsTheModelInTheBodyWhereThePathHasNone(String path, Operation operation) {
    String body =
        "{\"input\":{\"model\":\"not this\"},\"stream\":true,\"model\":\"models/gemini-x\"}";
    GeminiCall call = read(GEMINI + path, Map.of("Authorization", "Bearer k"), body);
    assertThat(call.operation()).isEqualTo(operation);
    assertThat(call.route().model()).isEqualTo("gemini-x");
    assertThat(call.streaming()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no json", "{\"model\":", "[]", "{\"model\":7}"})
  void aBodyWithoutAModelDoesNotStopIt(String body) {
    assertThat(read(GEMINI + "/v1beta/interactions", Map.of(), body).route().model())
        .isEqualTo("unknown");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.openai.com/v1/chat/completions",
        "https://example.com/openai/deployments/x/chat/completions",
        "https://example.com/users/7:activate",
        "https://example.com/v1/models/bert:classify",
        "https://example.com/interactions",
        GEMINI + "/upload/v1beta/files",
        GEMINI + "/v1beta/models",
        GEMINI + "/v1beta/batches/7:cancel",
        GEMINI + "/"
      })
  void leavesEverythingElseAlone(String url) {
    assertThat(requests.read(TestHead.of("POST", url, Map.of(), "{\"model\":\"m\"}"))).isNull();
  }

  @Test
  void leavesWhatIsNotAPostAlone() {
    assertThat(requests.read(TestHead.of("GET", call(), Map.of(), ""))).isNull();
  }

  private static String call() {
    return GEMINI + "/v1beta/models/gemini-x:generateContent";
  }

  private GeminiCall read(String url, Map<String, String> headers, String body) {
    GeminiCall call = requests.read(TestHead.of("POST", url, headers, body));
    assertThat(call).as(url).isNotNull();
    return call;
  }
}
