package io.geminiquota.adapters.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.route.GeminiRequests;
import io.geminiquota.engine.usage.AnswerSummary;
import io.geminiquota.engine.usage.RequestSize;
import io.geminiquota.engine.usage.Usage;
import io.geminiquota.testkit.GeminiSimulator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What we estimate before a request, against what a server that counts says afterwards. */
@Timeout(60)
class UsageOfTheSimulatorTest {

  private static final MediaType JSON = MediaType.get("application/json");
  private static final String PICTURE =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAAC0lEQVR4nGNgAAIAAAUAAXpeqz8AAAAASUVORK5CYII=";

  private final GeminiSimulator simulator = GeminiSimulator.builder().start();
  private final OkHttpClient client = new OkHttpClient();
  private final List<AnswerSummary> told = new ArrayList<>();

  @AfterEach
  void stop() {
    simulator.close();
    client.connectionPool().evictAll();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1beta/models/gemini-x:generateContent | {'contents':[{'parts':[{'text':'%s'}]}]}",
        "/v1beta/models/gemini-x:streamGenerateContent?alt=sse"
            + " | {'contents':[{'parts':[{'text':'%s'}]}]}",
        "/v1beta/models/gemini-x:streamGenerateContent | {'contents':[{'parts':[{'text':'%s'}]}]}",
        "/v1/projects/p/locations/global/publishers/google/models/gemini-x:generateContent"
            + " | {'contents':[{'parts':[{'text':'%s'}]}]}",
        "/v1beta/openai/chat/completions"
            + " | {'model':'gemini-x','messages':[{'role':'user','content':'%s'}]}",
        "/v1beta/openai/chat/completions"
            + " | {'model':'gemini-x','stream':true,'messages':[{'role':'user','content':'%s'}]}",
        "/v1beta/openai/embeddings | {'model':'gemini-x','input':['%s','abc']}",
        "/v1beta/interactions | {'model':'gemini-x','input':'%s'}",
        "/v1beta/interactions | {'model':'gemini-x','stream':true,'input':'%s'}"
      })
  void everyDialectTellsWhatWasEstimated(String path, String body) throws IOException {
    Random random = new Random(path.hashCode());
    for (int i = 0; i < 5; i++) {
      String json = body.replace('\'', '"').replace("%s", ascii(random, 1 + random.nextInt(3000)));
      assertThat(told(path, json).promptTokens()).isEqualTo(estimate(path, json).tokens());
    }
  }

  @Test
  void randomPromptsOfTextAndSmallPicturesAreEstimatedAsTheyAreCounted() throws IOException {
    Random random = new Random(20261121);
    String path = "/v1beta/models/gemini-x:generateContent";
    for (int i = 0; i < 200; i++) {
      String json = randomRequest(random);
      assertThat(told(path, json).promptTokens()).as(json).isEqualTo(estimate(path, json).tokens());
    }
  }

  private static String randomRequest(Random random) {
    StringBuilder parts = new StringBuilder();
    for (int i = random.nextInt(6); i >= 0; i--) {
      String part =
          switch (random.nextInt(4)) {
            case 0 -> "{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"" + PICTURE + "\"}}";
            case 1 -> "{\"inline_data\":{\"mime_type\":\"image/heic\",\"data\":\"AAAA\"}}";
            default -> "{\"text\":\"" + ascii(random, random.nextInt(500)) + "\"}";
          };
      parts.append(parts.length() == 0 ? "" : ",").append(part);
    }
    return """
    {"systemInstruction":{"parts":[{"text":"%s"}]},"contents":[{"role":"user","parts":[%s]}],
    "generationConfig":{"temperature":0.3,"maxOutputTokens":100}}
    """
        .formatted(ascii(random, random.nextInt(100)), parts);
  }

  private static String ascii(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      char c = (char) (' ' + random.nextInt(95));
      text.append(c == '"' || c == '\\' ? "\\" : "").append(c);
      if (random.nextInt(50) == 0) {
        text.append("\\n");
      }
    }
    return text.toString();
  }

  private RequestSize estimate(String path, String json) {
    OkHttpRequestHead head = new OkHttpRequestHead(request(path, json));
    GeminiCall call = new GeminiRequests(null).read(head);
    return RequestSize.of(call.operation(), call.route().model(), head.body());
  }

  private Usage told(String path, String json) throws IOException {
    told.clear();
    try (Response response = client.newCall(request(path, json)).execute()) {
      assertThat(response.code()).isEqualTo(200);
      AnswerSource source =
          new AnswerSource(
              response.body().source(),
              "gemini-x",
              told::add,
              fault -> {
                throw new AssertionError(fault);
              });
      Buffer sink = new Buffer();
      while (source.read(sink, 8192) != -1) {
        sink.clear();
      }
    }
    assertThat(told).hasSize(1).doesNotContainNull();
    return told.get(0).usage();
  }

  private Request request(String path, String json) {
    return new Request.Builder()
        .url(simulator.baseUrl() + path)
        .header("x-goog-api-key", "test-key")
        .header("Authorization", "Bearer test-key")
        .post(RequestBody.create(json, JSON))
        .build();
  }
}
