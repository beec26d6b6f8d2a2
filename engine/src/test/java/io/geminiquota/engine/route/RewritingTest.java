package io.geminiquota.engine.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RewritingTest {

  private static final String GEMINI = "https://generativelanguage.googleapis.com";
  private static final String VERTEX = "https://us-central1-aiplatform.googleapis.com";
  private static final String IN_PROJECT = "/projects/mine/locations/us-central1";
  private static final String PROMPT = "{\"contents\":[{\"parts\":[{\"text\":\"Hello\"}]}]}";

  private static final Backend TEAM_B = backend("team-b", Service.GEMINI, GEMINI, null, false);
  private static final Backend RELAY =
      backend("relay", Service.UNKNOWN, "https://relay.example:8443/gemini", null, false);

  // --- another model

  @ParameterizedTest
  @ValueSource(
      strings = {
        GEMINI + "/v1beta/models/%s:generateContent",
        GEMINI + "/v1beta/models/%s:streamGenerateContent?alt=sse&key=AIza-mine",
        "http://127.0.0.1:8080/v1/models/%s:generateContent",
        "http://[::1]:8080/proxy/v1beta/models/%s:generateContent",
        VERTEX + "/v1beta1" + IN_PROJECT + "/publishers/google/models/%s:generateContent",
        "https://aiplatform.googleapis.com/v1/publishers/google/models/%s:generateContent"
      })
  void namesAnotherModelInThePath(String url) {
    RoutedRequest routed = asked(url.formatted("gemini-x"), Map.of(), PROMPT, other("gemini-y"));
    assertThat(routed.url()).isEqualTo(url.formatted("gemini-y"));
    assertThat(routed.body()).as("nothing to change in it").isNull();
    assertThat(routed.headers()).isEmpty();
    assertThat(routed.keeps("x-goog-api-key")).as("the same place").isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "/v1beta/openai/chat/completions, gemini-x, gemini-y",
    "/v1beta/openai/chat/completions, models/gemini-x, models/gemini-y",
    "/v1beta/interactions, gemini-x, gemini-y",
    "/v1beta/interactions, models/gemini-x, models/gemini-y"
  })
  void namesAnotherModelInTheBody(String path, String asked, String there) {
    String body = "{ \"a\":[1, 2.50],\n \"model\" : \"%s\" ,\"z\":{\"model\":\"gemini-x\"}}\n";
    RoutedRequest routed = asked(GEMINI + path, Map.of(), body.formatted(asked), other("gemini-y"));
    assertThat(routed.url()).isEqualTo(GEMINI + path);
    assertThat(text(routed)).isEqualTo(body.formatted(there));
  }

  @Test
  void aModelInPathAndBodyIsTheSame() {
    String body = "{\"model\":\"models/gemini-x\",\"contents\":[]}";
    RoutedRequest routed =
        asked(
            GEMINI + "/v1beta/models/gemini-x:generateContent", Map.of(), body, other("gemini-y"));
    assertThat(text(routed)).isEqualTo("{\"model\":\"models/gemini-y\",\"contents\":[]}");
  }

  @Test
  void aModelThatIsNoPlainNameStaysOneSegment() {
    RoutedRequest routed =
        asked(GEMINI + "/v1beta/models/gemini-x:generateContent", Map.of(), PROMPT, other("a/b c"));
    assertThat(routed.url()).isEqualTo(GEMINI + "/v1beta/models/a%2Fb%20c:generateContent");
  }

  /** Bodies by chance, with everything that JSON can be; every byte but the model's is the same. */
  @Test
  void nothingOfABodyChangesButItsModel() {
    Random random = new Random(8);
    for (int i = 0; i < 2000; i++) {
      RandomJson json = new RandomJson(random);
      String before = json.fields();
      String after = json.fields();
      String prefix = random.nextBoolean() ? "models/" : "";
      String body = "{" + before + "\"model\"" + json.space() + ":" + json.space() + "\"%s\"";
      body += json.space() + "," + after + "\"last\":1}" + json.space();
      RoutedRequest routed =
          asked(
              GEMINI + "/v1beta/openai/chat/completions",
              Map.of(),
              body.replace("%s", prefix + "gemini-x"),
              other("gemini-y"));
      assertThat(text(routed)).isEqualTo(body.replace("%s", prefix + "gemini-y"));
    }
  }

  // --- parameters that are left out

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "{\"g\":{\"t\":{\"l\":\"HIGH\"},\"n\":1}}     | g.t     | {\"g\":{\"n\":1}}",
        "{\"g\":{\"t\":{\"l\":\"HIGH\"},\"n\":1}}     | g.t.l   | {\"g\":{\"t\":{},\"n\":1}}",
        "{\"g\":{\"n\":1 , \"t\":[1,{\"a\":2}]}}      | g.t     | {\"g\":{\"n\":1 }}",
        "{\"g\":{\"a\":1,\"t\":2,\"u\":3,\"z\":4}}    | g.t;g.u | {\"g\":{\"a\":1,\"z\":4}}",
        "{\"g\":{\"a\":1, \"t\":2, \"u\":3}}          | g.t;g.u | {\"g\":{\"a\":1}}",
        "{\"g\":{\"t\":2, \"u\":3}, \"h\":0}          | g.t;g.u | {\"g\":{}, \"h\":0}",
        "{\"g\":{\"t\":2, \"a\":3, \"u\":1}}          | g.t;g.u | {\"g\":{\"a\":3}}",
        "{\"t\":{\"t\":1},\"g\":\"t\"}                | g.t     | ",
        "{\"c\":[{\"p\":1,\"m\":2},{\"m\":3}],\"m\":4}| c.m     | {\"c\":[{\"p\":1},{}],\"m\":4}"
      })
  void leavesOutWhatAModelDoesNotTake(String body, String paths, @Nullable String there) {
    Detour detour = new Detour(null, null, "gemini-y", List.of(paths.split(";")));
    RoutedRequest routed =
        asked(GEMINI + "/v1beta/models/gemini-x:generateContent", Map.of(), body.strip(), detour);
    assertThat(text(routed)).isEqualTo(there);
  }

  @Test
  void aBodyThatCannotBeReadIsNotChanged() {
    Detour detour = new Detour(null, null, "gemini-y", List.of("a.b"));
    for (String body : new String[] {"no json, but a secret", "[]", "{\"a\":", null}) {
      assertThatThrownBy(
              () ->
                  asked(GEMINI + "/v1beta/models/gemini-x:generateContent", Map.of(), body, detour))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining("secret")
          .hasNoCause();
    }
  }

  // --- another project, another place

  @Test
  void anotherKeyTakesThePlaceOfEveryCredential() {
    Map<String, String> headers =
        Map.of("x-goog-api-key", "AIza-mine", "x-goog-user-project", "mine");
    RoutedRequest routed =
        asked(
            GEMINI
                + "/v1beta/models/gemini-x:generateContent?%6Bey=AIza-mine&alt=sse&access_token=t",
            headers,
            PROMPT,
            elsewhere(TEAM_B, "gemini-x"));
    assertThat(routed.url()).isEqualTo(GEMINI + "/v1beta/models/gemini-x:generateContent?alt=sse");
    assertThat(routed.headers()).isEqualTo(Map.of("x-goog-api-key", "AIza-theirs"));
    assertThat(routed.body()).isNull();
    assertThat(routed.toString()).doesNotContain("AIza");
  }

  @ParameterizedTest
  @CsvSource({
    "Authorization, false",
    "x-goog-api-key, false",
    "X-Goog-User-Project, false",
    "x-goog-request-params, false",
    "Cookie, false",
    "X-Relay-Token, false",
    "OpenAI-Organization, false",
    "Host, false",
    "Content-Type, true",
    "x-goog-api-client, true",
    "User-Agent, true",
    "X-Server-Timeout, true"
  })
  void onlyWhatIsNoCredentialGoesElsewhere(String header, boolean kept) {
    RoutedRequest routed =
        asked(
            GEMINI + "/v1beta/models/gemini-x:generateContent",
            Map.of(),
            PROMPT,
            elsewhere(RELAY, "gemini-x"));
    assertThat(routed.keeps(header)).isEqualTo(kept);
  }

  @Test
  void theCompatibleEndpointTakesItsKeyAsABearer() {
    RoutedRequest routed =
        asked(
            "http://127.0.0.1/proxy/v1beta/openai/chat/completions",
            Map.of("Authorization", "Bearer AIza-mine"),
            "{\"model\":\"gemini-x\"}",
            elsewhere(TEAM_B, "gemini-y"));
    assertThat(routed.url()).isEqualTo(GEMINI + "/v1beta/openai/chat/completions");
    assertThat(routed.headers()).isEqualTo(Map.of("Authorization", "Bearer AIza-theirs"));
    assertThat(text(routed)).isEqualTo("{\"model\":\"gemini-y\"}");
  }

  @Test
  void aTokenOfTheDeveloperApiSaysWhoPays() {
    Backend byToken = backend("team-c", Service.GEMINI, GEMINI, null, true);
    RoutedRequest routed =
        asked(
            GEMINI + "/v1beta/models/gemini-x:generateContent",
            Map.of(),
            PROMPT,
            elsewhere(byToken, "gemini-x"));
    assertThat(routed.headers())
        .isEqualTo(Map.of("Authorization", "Bearer AIza-theirs", "x-goog-user-project", "theirs"));
  }

  @ParameterizedTest
  @CsvSource({
    "/v1beta/models/gemini-x:generateContent, /v1beta/models/gemini-x:generateContent",
    "/proxy/v1beta/models/gemini-x:predict, /v1beta/models/gemini-x:predict",
    "/v1beta1/projects/p/locations/l/publishers/google/models/gemini-x:generateContent,"
        + " /v1beta/models/gemini-x:generateContent"
  })
  void aRelayIsAskedAsTheDeveloperApiIs(String path, String there) {
    RoutedRequest routed =
        asked("http://127.0.0.1:90" + path, Map.of(), PROMPT, elsewhere(RELAY, "gemini-x"));
    assertThat(routed.url()).isEqualTo("https://relay.example:8443/gemini" + there);
    assertThat(routed.headers()).isEqualTo(Map.of("x-goog-api-key", "AIza-theirs"));
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "v1beta, europe-west4, https://vertex.example/v1beta1/projects/theirs/locations/europe-west4",
        "v1, global, https://vertex.example/v1/projects/theirs/locations/global",
        "v1beta, NULL, https://vertex.example/v1beta1"
      },
      nullValues = "NULL")
  void theSameModelIsAskedAtVertex(String version, @Nullable String location, String there) {
    Backend vertex =
        backend("vertex", Service.VERTEX, "https://vertex.example", location, location != null);
    RoutedRequest routed =
        asked(
            GEMINI + '/' + version + "/models/gemini-x:streamGenerateContent?alt=sse&key=AIza",
            Map.of("x-goog-api-key", "AIza"),
            PROMPT,
            elsewhere(vertex, "gemini-x"));
    assertThat(routed.url())
        .isEqualTo(there + "/publishers/google/models/gemini-x:streamGenerateContent?alt=sse");
    assertThat(routed.headers())
        .isEqualTo(
            location == null
                ? Map.of("x-goog-api-key", "AIza-theirs")
                : Map.of("Authorization", "Bearer AIza-theirs"));
    assertThat(text(routed))
        .isEqualTo("{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hello\"}]}]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "{\"contents\":[{\"parts\":[],\"role\":\"model\"}]} | ",
        "{\"contents\":[{ }, {\"role\":\"user\"}]}"
            + "| {\"contents\":[{\"role\":\"user\" }, {\"role\":\"user\"}]}",
        "{\"contents\":{\"parts\":[]}}                | {\"contents\":{\"role\":\"user\",\"parts\":[]}}",
        "{\"systemInstruction\":{\"parts\":[]}}       | "
      })
  void vertexIsToldWhoSpeaks(String body, @Nullable String there) {
    Backend vertex = backend("vertex", Service.VERTEX, "https://vertex.example", "global", true);
    RoutedRequest routed =
        asked(
            GEMINI + "/v1beta/models/gemini-x:generateContent",
            Map.of(),
            body,
            elsewhere(vertex, "gemini-x"));
    assertThat(text(routed)).isEqualTo(there);
  }

  @Test
  void anotherProjectOfVertexStandsInPathAndHeader() {
    Backend vertex =
        backend("vertex-b", Service.VERTEX, "https://vertex.example", "europe-west4", true);
    RoutedRequest routed =
        asked(
            VERTEX + "/v1beta1" + IN_PROJECT + "/publishers/google/models/gemini-x:generateContent",
            Map.of("Authorization", "Bearer ya29.mine", "x-goog-user-project", "mine"),
            PROMPT,
            elsewhere(vertex, "gemini-y"));
    assertThat(routed.url())
        .isEqualTo(
            "https://vertex.example/v1beta1/projects/theirs/locations/"
                + "europe-west4/publishers/google/models/gemini-y:generateContent");
    assertThat(routed.headers())
        .isEqualTo(Map.of("Authorization", "Bearer AIza-theirs", "x-goog-user-project", "theirs"));
    assertThat(routed.body()).isNull();
  }

  private static RoutedRequest asked(
      String url, Map<String, String> headers, @Nullable String body, Detour detour) {
    RequestHead request = TestHead.post(url, headers, body);
    GeminiCall call = Objects.requireNonNull(new GeminiRequests(null).read(request));
    return Rewriting.of(request, call, detour);
  }

  private static Detour other(String model) {
    return new Detour(null, null, model, List.of());
  }

  private static Detour elsewhere(Backend backend, String model) {
    return new Detour(backend, "AIza-theirs", model, List.of());
  }

  private static Backend backend(
      String name, Service service, String baseUrl, @Nullable String location, boolean bearer) {
    SecretReference secret = new SecretReference(SecretReference.Kind.ENVIRONMENT, "KEY");
    return new Backend(name, "theirs", service, baseUrl, location, secret, bearer, 1, false);
  }

  private static @Nullable String text(RoutedRequest routed) {
    byte[] body = routed.body();
    return body == null ? null : new String(body, StandardCharsets.UTF_8);
  }
}
