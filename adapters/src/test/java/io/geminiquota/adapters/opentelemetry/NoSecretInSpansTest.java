package io.geminiquota.adapters.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.google.genai.Client;
import io.geminiquota.testkit.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever a call carries, and however it ends: no byte that is exported tells it. */
@Timeout(60)
class NoSecretInSpansTest {

  private static final String KEY = "AIzaSyPlanted-in-a-header-0123456789ab";
  private static final String KEY_IN_QUERY = "AIzaSyPlanted-in-the-query-0123456789a";
  private static final String TOKEN = "ya29.planted-bearer-token-0123456789";
  private static final String PASSWORD = "planted-password-of-the-url";
  private static final String PROMPT = "planted words of the prompt";
  private static final String ANSWER = "planted words of the answer";

  private static final List<String> SECRETS =
      List.of(KEY, KEY_IN_QUERY, TOKEN, PASSWORD, PROMPT, ANSWER, "planted");

  private final TracedCalls calls = new TracedCalls();

  @AfterEach
  void stop() throws Exception {
    calls.close();
  }

  @Test
  void noExportedByteTellsAKeyATokenAPromptOrAnAnswer() throws Exception {
    for (Answer answer : answers()) {
      calls.simulator.script("told", answer, Answer.ok());
      calls.spansOf(() -> callInEveryWay());
    }

    assertThat(calls.receiver.spans()).hasSizeGreaterThan(4 * answers().size());
    assertThat(calls.receiver.spans()).anyMatch(span -> span.name().endsWith(" told"));
    assertThat(calls.faults()).isEmpty();
    for (byte[] export : calls.receiver.exports()) {
      String bytes = new String(export, StandardCharsets.ISO_8859_1);
      for (String secret : SECRETS) {
        int at = bytes.indexOf(secret);
        assertThat(at).as(() -> bytes.substring(Math.max(0, at - 200), at + 50)).isNegative();
      }
    }
  }

  /** What a server may say; Google itself quotes the key of a suspended consumer. */
  private static List<Answer> answers() {
    return List.of(
        Answer.status(
            200,
            """
            {"candidates":[{"content":{"parts":[{"text":"%s"}]},"finishReason":"%s"}],
             "usageMetadata":{"promptTokenCount":3,"x":"%s"},"modelVersion":"%s","responseId":"%s"}
            """
                .formatted(ANSWER, ANSWER, ANSWER, ANSWER, ANSWER)),
        error(403, "Consumer 'api_key:%s' has been suspended.".formatted(KEY)),
        error(400, "API key not valid: %s (for: %s).".formatted(KEY_IN_QUERY, PROMPT)),
        error(401, "Invalid authorization header Bearer %s".formatted(TOKEN)),
        error(429, "Quota exceeded for metric: %s, limit: 3 (%s)".formatted(PROMPT, KEY)),
        Answer.invalidKey(),
        Answer.rateLimited(Duration.ofMillis(10)),
        Answer.streamErrorBeforeFirstChunk(Answer.unavailable()),
        Answer.connectionCut());
  }

  private static Answer error(int code, String message) {
    return Answer.status(
        code,
        """
        {"error":{"code":%d,"message":"%s","status":"%s","details":[
          {"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"%s","domain":"%s",
           "metadata":{"consumer":"projects/%s","quota_metric":"%s"}}]}}
        """
            .formatted(code, message, PROMPT, ANSWER, PASSWORD, KEY, TOKEN));
  }

  private void callInEveryWay() {
    OkHttpClient http = calls.http("minute=1s,max-wait=2s,retries=1");
    Client client = calls.client(http, KEY);
    assertThatCode(() -> client.models.generateContent("told", PROMPT, null))
        .satisfies(anyEnding -> {});
    send(http, url("generateContent").addQueryParameter("key", KEY_IN_QUERY).build(), null);
    send(http, url("generateContent").build(), "Bearer " + TOKEN);
    send(
        http,
        url("streamGenerateContent").username("planted-user").password(PASSWORD).build(),
        Credentials.basic("planted-user", PASSWORD));
  }

  private void send(OkHttpClient http, HttpUrl url, String authorization) {
    Request.Builder request =
        new Request.Builder()
            .url(url)
            .post(
                RequestBody.create(
                    "{\"contents\":[{\"parts\":[{\"text\":\"" + PROMPT + "\"}]}]}",
                    MediaType.get("application/json")));
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    assertThatCode(
            () -> {
              try (Response response = http.newCall(request.build()).execute()) {
                response.body().string();
              }
            })
        .satisfies(anyEnding -> {});
  }

  private HttpUrl.Builder url(String method) {
    return HttpUrl.get(calls.simulator.baseUrl())
        .newBuilder()
        .addEncodedPathSegments("v1beta/models/told:" + method);
  }
}
