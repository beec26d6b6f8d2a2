package io.geminiquota.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Every error, byte by byte, as the real service words it. */
@GeminiSimulation(minute = "60s")
class ErrorBodiesTest {

  private static final String KEY = "x-goog-api-key";
  private static final String VERTEX =
      "/v1/projects/my-project/locations/us-central1/publishers/google/models/gemini-2.5-pro";

  @Test
  void requestsOfTheMinute(GeminiSimulator simulator) {
    simulator.script("gemini-2.5-flash", Answer.rateLimited(Duration.ofNanos(34_074_824_224L)));

    HttpResponse<String> response = Wire.generate(simulator, "gemini-2.5-flash");

    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(response.headers().firstValue("Content-Type"))
        .contains("application/json; charset=UTF-8");
    assertThat(response.headers().firstValue("Retry-After")).isEmpty();
    assertThat(response.headers().firstValue("X-Gemini-Service-Tier")).contains("standard");
    assertThat(response.body())
        .isEqualTo(
            """
            {"error":{"code":429,"message":"You exceeded your current quota, please check your plan \
            and billing details. For more information on this error, head to: \
            https://ai.google.dev/gemini-api/docs/rate-limits. To monitor your current usage, head \
            to: https://ai.dev/rate-limit. \\n* Quota exceeded for metric: \
            generativelanguage.googleapis.com/generate_content_free_tier_requests, limit: 10, \
            model: gemini-2.5-flash\\nPlease retry in 34.074824224s.",\
            "status":"RESOURCE_EXHAUSTED","details":[\
            {"@type":"type.googleapis.com/google.rpc.Help","links":[{"description":"Learn more \
            about Gemini API quotas","url":"https://ai.google.dev/gemini-api/docs/rate-limits"}]},\
            {"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{\
            "quotaMetric":"generativelanguage.googleapis.com/generate_content_free_tier_requests",\
            "quotaId":"GenerateRequestsPerMinutePerProjectPerModel-FreeTier",\
            "quotaDimensions":{"location":"global","model":"gemini-2.5-flash"},\
            "quotaValue":"10"}]},\
            {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34s"}]}}""");
  }

  @Test
  void zeroQuotasCarryNoValue(GeminiSimulator simulator) {
    simulator.script("m", Answer.zeroQuota());

    assertThat(Wire.generate(simulator, "m").body())
        .contains(
            "generate_content_free_tier_requests, limit: 0, model: m\\n",
            "generate_content_free_tier_input_token_count, limit: 0, model: m\\n",
            "GenerateRequestsPerDayPerProjectPerModel-FreeTier",
            "Please retry in 34.858s.")
        .doesNotContain("quotaValue");
  }

  @Test
  void hintsShorterThanASecondAreCutToNothingInRetryInfo(GeminiSimulator simulator) {
    simulator.script("m", Answer.rateLimited(Duration.ofMillis(762)));

    assertThat(Wire.generate(simulator, "m").body())
        .contains("Please retry in 762ms.", "\"retryDelay\":\"0s\"");
  }

  @Test
  void theRequestsOfTheDay(GeminiSimulator simulator) {
    simulator.script("m", Answer.dayExhausted(Duration.ofSeconds(22)));

    assertThat(Wire.generate(simulator, "m").body())
        .contains(
            "GenerateRequestsPerDayPerProjectPerModel-FreeTier",
            "\"quotaValue\":\"250\"",
            "\"retryDelay\":\"22s\"");
  }

  @Test
  void paidTiersHaveNamesOfTheirOwn() {
    try (GeminiSimulator simulator =
        GeminiSimulator.builder()
            .tier(Tier.PAID)
            .limits(QuotaLimits.none().withRpm(0).withTpm(0).withRpd(0))
            .start()) {
      assertThat(Wire.generate(simulator, "m").body())
          .contains(
              "/generate_requests_per_model,",
              "/generate_requests_per_model_per_day,",
              "/generate_content_paid_tier_input_token_count,",
              "\"GenerateRequestsPerDayPerProjectPerModel\"");
    }
  }

  @Test
  void errorsThatAreNoMatterOfQuotas(GeminiSimulator simulator) {
    assertStatus(simulator, Answer.rateLimitedWithoutDetails(), 429, "(e.g. check quota).");
    assertStatus(simulator, Answer.invalidKey(), 400, "API_KEY_INVALID");
    assertStatus(simulator, Answer.permissionDenied(), 403, "does not have permission");
    assertStatus(simulator, Answer.billingDisabled(), 403, "BILLING_DISABLED");
    assertStatus(simulator, Answer.prepaymentDepleted(), 402, "prepayment credits are depleted");
    assertStatus(simulator, Answer.unavailable(), 503, "currently experiencing high demand");
    assertStatus(simulator, Answer.internal(), 500, "INTERNAL");
    assertStatus(simulator, Answer.deadlineExceeded(), 504, "DEADLINE_EXCEEDED");
    assertStatus(simulator, Answer.badRequest(), 400, "INVALID_ARGUMENT");
    assertStatus(simulator, Answer.modelNotFound(), 404, "models/m is not found for API version");
    assertStatus(simulator, Answer.status(418, "{\"tea\":true}"), 418, "{\"tea\":true}");
  }

  private static void assertStatus(
      GeminiSimulator simulator, Answer answer, int status, String part) {
    simulator.script("m", answer);
    HttpResponse<String> response = Wire.generate(simulator, "m");
    assertThat(response.statusCode()).as(answer.toString()).isEqualTo(status);
    assertThat(response.body()).contains(part);
  }

  @Test
  void requestsWithoutCredentials(GeminiSimulator simulator) {
    HttpResponse<String> gemini =
        Wire.post(simulator, "/v1beta/models/m:generateContent", Wire.prompt("Hi"));
    assertThat(gemini.statusCode()).isEqualTo(403);
    assertThat(gemini.body()).contains("unregistered callers", "PERMISSION_DENIED");

    HttpResponse<String> vertex =
        Wire.post(simulator, VERTEX + ":generateContent", Wire.prompt("Hi"));
    assertThat(vertex.statusCode()).isEqualTo(401);
    assertThat(vertex.body()).contains("CREDENTIALS_MISSING", "UNAUTHENTICATED");
    assertThat(simulator.requests()).extracting(RequestRecord::verdict).containsOnly(Verdict.AUTH);
  }

  @Test
  void malformedRequests(GeminiSimulator simulator) {
    String path = "/v1beta/models/m:generateContent";
    for (String body : new String[] {"{", "[]", "nonsense", "{} {}", "\"text\"", "{\"a\":}"}) {
      HttpResponse<String> response = Wire.post(simulator, path, body, KEY, "k");
      assertThat(response.statusCode()).as(body).isEqualTo(400);
      assertThat(response.body()).contains("Invalid JSON payload received");
    }
    assertThat(Wire.post(simulator, "/v1beta/interactions", "{}", KEY, "k").body())
        .contains("\"code\":\"invalid_request\"");
    assertThat(Wire.get(simulator, "/nowhere", KEY, "k").statusCode()).isEqualTo(404);
  }

  @Test
  void vertexNamesTheQuotaInTheMessageOnly(GeminiSimulator simulator) {
    simulator.changeLimits(QuotaLimits.none().withRpm(0));

    HttpResponse<String> response =
        Wire.post(
            simulator,
            VERTEX + ":generateContent",
            Wire.prompt("Hi"),
            "Authorization",
            "Bearer token");

    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(response.body())
        .contains(
            "Quota exceeded for aiplatform.googleapis.com/generate_content_requests_per_minute_per_project_per_base_model with base model: gemini-2.5-pro.")
        .doesNotContain("details", "retry in");
    assertThat(simulator.requests().get(0).project()).isEqualTo("my-project");
  }

  @Test
  void interactionsHaveAnEnvelopeOfTheirOwnAndRetryAfter(GeminiSimulator simulator) {
    simulator.script("gemini-3-flash", Answer.rateLimited(Duration.ofSeconds(25_936)));

    HttpResponse<String> response =
        Wire.post(
            simulator,
            "/v1beta/interactions",
            "{\"model\":\"gemini-3-flash\",\"input\":\"Hi\"}",
            KEY,
            "k");

    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(response.headers().firstValue("Retry-After")).contains("25936");
    assertThat(response.body())
        .isEqualTo(
            """
            {"error":{"message":"Rate limit exceeded for model gemini-3-flash (limit: 10 requests \
            per minute on Free Tier). Please retry in 7h12m16s or upgrade your tier at \
            https://ai.dev/rate-limit.","code":"too_many_requests"}}""");
  }

  @Test
  void interactionStreamsEndWithDoneAlsoAfterAnError(GeminiSimulator simulator) {
    simulator.script("gemini-3-flash", Answer.streamErrorAfter(2, Answer.deadlineExceeded()));

    HttpResponse<String> response =
        Wire.post(
            simulator,
            "/v1beta/interactions",
            "{\"model\":\"gemini-3-flash\",\"input\":\"Hi\",\"stream\":true}",
            KEY,
            "k");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .contains("event: step.delta\n")
        .endsWith(
            """
            event: error
            data: {"error":{"message":"Deadline expired before operation could complete.",\
            "code":"gateway_timeout"},"event_type":"error"}

            event: done
            data: [DONE]

            """);
  }

  @Test
  void openAiErrorsComeInAList(GeminiSimulator simulator) {
    simulator.changeLimits(QuotaLimits.none().withRpm(0));

    HttpResponse<String> response =
        Wire.post(
            simulator,
            "/v1beta/openai/chat/completions",
            "{\"model\":\"gemini-2.5-flash\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
            "Authorization",
            "Bearer key");

    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(response.body())
        .startsWith("[{\"error\":{\"code\":429,")
        .contains("QuotaFailure")
        .endsWith("}]");
  }

  @Test
  void streamsWithoutSseFailWithAList(GeminiSimulator simulator) {
    simulator.script("m", Answer.unavailable());

    assertThat(
            Wire.post(
                    simulator,
                    "/v1beta/models/m:streamGenerateContent",
                    Wire.prompt("Hi"),
                    KEY,
                    "k")
                .body())
        .startsWith("[{\"error\"");
  }
}
