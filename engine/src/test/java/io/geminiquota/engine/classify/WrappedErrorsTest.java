package io.geminiquota.engine.classify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients, relays, log files and terminals leave of an error. */
class WrappedErrorsTest {

  private static final String TOKENS_METRIC = Bodies.FREE_TOKENS;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "relay: all channels failed {\"error\":{\"message\":\"no\",\"code\":400}} | BAD_REQUEST",
        "relay: all channels failed {\"error\":{\"message\":\"no\",\"code\":429}} | RATE_UNSPECIFIED",
        "at 12:429 it began, and nobody knows why | OTHER",
        "the reply has a status code of 503 and was dropped | CAPACITY",
        "POST https://example.com/v1beta/models/m:generateContent 400 (Bad Request) | BAD_REQUEST",
        "Bot: Generative AI: 400 * GenerateContentRequest.tools[0].name: invalid | BAD_REQUEST",
        "fetching failed: * GenerateContentRequest.contents[1].parts: empty | BAD_REQUEST",
        "closed with reason: generic::invalid_argument: the prompt has (99) tok | BAD_REQUEST",
        "received 1011 (internal error) [ORIGINAL ERROR] RPC::DEADLINE_EXCEEDED: | TIMEOUT",
        "generic::resource_exhausted: try later | RATE_UNSPECIFIED",
        "Project p-1 has billing disabled. | BILLING",
        "Billing must be enabled for activation of the service | BILLING",
        "400 Bad Request. Please pass a valid API key | AUTH_KEY",
        "You are sending messages too quickly. Wait a while. | RATE_UNSPECIFIED",
        "Usage limit reached for gemini-9-flash. | RATE_UNSPECIFIED",
        "Error 429: Request too large: 90000 tokens, of 30000 per minute | BAD_REQUEST",
        "{\"error\":{\"code\":400,\"message\":\"QUOTA_EXCEEDED : Too many\"}} | BAD_REQUEST",
        "location not supported for api use | REGION",
        "Error: Too many concurrent live requests | CONCURRENCY",
        "429: Prepaid balance is gone | BILLING",
        "1008 Permission 'aiplatform.endpoints.predict' denied | AUTH_PERMISSION",
        "You exceeded it. Limit: 20 requests/day (Free Tier) | QUOTA_REQUESTS_PER_DAY",
        "The model has a quota limit of 30 requests per day. | QUOTA_REQUESTS_PER_DAY",
        "Quota exceeded, limit \u001b[33m: \u001b[1;31m0\u001b[0m requests per day | QUOTA_ZERO",
        "<pre>{&quot;error&quot;: {&quot;message&quot;: &quot;exceeded, limit: 0&quot;}} | QUOTA_ZERO",
        "quota exceeded (l \u2502\u2502 imit: 0 requests per day) | QUOTA_ZERO",
        "quota exceeded (limit: 0.5 of all, limit: 07) | RATE_UNSPECIFIED",
        "quota metric 'Any Calls' and limit 'Any request limit per minute' | RATE_REQUESTS_PER_MINUTE",
        "quota metric 'Queries' and limit 'Queries per day' | QUOTA_REQUESTS_PER_DAY",
      })
  void theWordsThatAreLeftTellTheKind(String text, Kind kind) {
    assertThat(Classifier.classify(0, text).kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "some.RateLimitError: some.RateLimitError: Exception, RATE_UNSPECIFIED",
    "Server disconnected without sending a response., SERVER_TRANSIENT",
    "ERROR no close frame received or sent, SERVER_TRANSIENT",
    "Connection timeout to host https://example.com/v1beta/openai, TIMEOUT",
    "java.net.SocketTimeoutException: Read timed out, TIMEOUT",
    "java.io.IOException: unexpected end of stream, SERVER_TRANSIENT",
    "openai.AuthenticationError, AUTH_KEY"
  })
  void aClientsOwnWordsCountWhereNothingElseIsLeft(String text, Kind kind) {
    assertThat(Classifier.classify(0, text).kind()).isEqualTo(kind);
  }

  @Test
  void aClientsOwnWordsGiveWayToAStatus() {
    String text = "java.io.IOException: Server returned HTTP response code: 429 for URL";
    assertThat(Classifier.classify(0, text).kind()).isEqualTo(Kind.RATE_UNSPECIFIED);
  }

  @Test
  void anEventStreamMayBeginWithAComment() {
    String events =
        ": KEEP ALIVE\n\ndata: {\"error\":{\"code\":502,\"message\":\"upstream\"},\"choices\":[]}\n\n";
    assertThat(Classifier.classify(200, events).kind()).isEqualTo(Kind.SERVER_TRANSIENT);
  }

  @Test
  void aViolationThatWasCutInItsNameGivesWayToTheWholeLinesBeforeIt() {
    String text =
        "429 RESOURCE_EXHAUSTED. {'error': {'code': 429, 'message': 'You exceeded your quota."
            + Bodies.line(TOKENS_METRIC, 0, "gemini-9-flash")
            + "', 'details': [{'violations': [{'quotaMetric': '"
            + TOKENS_METRIC.substring(0, TOKENS_METRIC.length() - 9);

    Verdict verdict = Classifier.classify(0, text);

    assertThat(verdict.kind()).isEqualTo(Kind.QUOTA_ZERO);
    assertThat(verdict.quotaMetric()).isEqualTo(TOKENS_METRIC);
    assertThat(verdict.limit()).isZero();
  }

  @Test
  void anIdThatEndsTheTextIsNotCut() {
    String text = "Quota exceeded for metric: " + Bodies.FREE_REQUESTS + "\nquotaId: " + Bodies.RPD;

    Verdict verdict = Classifier.classify(0, text);

    assertThat(verdict.quotaId()).isEqualTo(Bodies.RPD);
    assertThat(verdict.quotaMetric()).isEqualTo(Bodies.FREE_REQUESTS);
  }

  @Test
  void aViolationWithoutItsMetricTakesThatOfTheLineThatCountsTheSame() {
    String text =
        "429. Quota exceeded for metric: "
            + Bodies.FREE_REQUESTS
            + ", limit: 30 'quotaId': '"
            + Bodies.RPD
            + "'";

    Verdict verdict = Classifier.classify(0, text);

    assertThat(verdict.kind()).isEqualTo(Kind.QUOTA_REQUESTS_PER_DAY);
    assertThat(verdict.quotaId()).isEqualTo(Bodies.RPD);
    assertThat(verdict.quotaMetric()).isEqualTo(Bodies.FREE_REQUESTS);
    assertThat(verdict.limit()).isEqualTo(30);
  }

  @Test
  void aMetricIsReadThoughItsHostWasBrokenInTwo() {
    String text =
        "429 Quota exceeded for aiplatform.googleapis.\n"
            + "com/generate_content_requests_per_minute_per_project_per_base_model"
            + " with base model: gemini-pro.";

    Verdict verdict = Classifier.classify(0, text);

    assertThat(verdict.kind()).isEqualTo(Kind.RATE_REQUESTS_PER_MINUTE);
    assertThat(verdict.model()).isEqualTo("gemini-pro");
  }

  @Test
  void aMetricIsReadThoughItWasBrokenInTwo() {
    String text =
        "429 Quota exceeded for aiplatform.googleapis.com/genera\n"
            + "te_content_requests_per_minute_per_project_per_base_model with base model: gemini-x";

    Verdict verdict = Classifier.classify(0, text);

    assertThat(verdict.kind()).isEqualTo(Kind.RATE_REQUESTS_PER_MINUTE);
    assertThat(verdict.quotaMetric())
        .isEqualTo(
            "aiplatform.googleapis.com/"
                + "generate_content_requests_per_minute_per_project_per_base_model");
  }

  @Test
  void theSentenceOf2024NamesMetricAndLimit() {
    String text =
        "429 Quota exceeded for quota metric 'generate_content_free_tier_requests' and limit\n"
            + "'GenerateContentPerMinute_FreeTier' of service 'example.googleapis.com'.";

    Verdict verdict = Classifier.classify(0, text);

    assertThat(verdict.kind()).isEqualTo(Kind.RATE_REQUESTS_PER_MINUTE);
    assertThat(verdict.quotaMetric()).isEqualTo("generate_content_free_tier_requests");
    assertThat(verdict.quotaId()).isEqualTo("GenerateContentPerMinute_FreeTier");
  }

  @Test
  void aLimitWithItsModelIsTheLimitOfTheQuotaThatFollows() {
    String text =
        "limit: 10, model: gemini-9-flash\nquotaId: " + Bodies.RPM + "\nPlease retry in 9s.";

    Verdict verdict = Classifier.classify(0, text);

    assertThat(verdict.quotaId()).isEqualTo(Bodies.RPM);
    assertThat(verdict.limit()).isEqualTo(10);
  }

  @Test
  void theLinesOfAListOfViolationsThatWasCutCountToo() {
    String text =
        Bodies.line(Bodies.FREE_TOKENS, 9, "gemini-9-flash")
            + Bodies.line(Bodies.FREE_REQUESTS, 0, "gemini-9-flash")
            + "', 'details': [{'violations': [{'quotaMetric': '"
            + Bodies.FREE_TOKENS
            + "', 'quotaId': '"
            + Bodies.TPM
            + "', 'quotaDimensions': {'model': 'gemini-9-flash'}, 'quotaValue': '9'}, {'quota";

    Verdict verdict = Classifier.classify(429, text);

    assertThat(verdict.kind()).isEqualTo(Kind.QUOTA_ZERO);
    assertThat(verdict.quotaMetric()).isEqualTo(Bodies.FREE_REQUESTS);
    assertThat(verdict.violations()).hasSize(2);
  }

  @Test
  void theProjectIsReadWithItsPrefix() {
    String text = "403 the bill of project: projects/123456789 is not paid";
    assertThat(Classifier.classify(0, text).project()).isEqualTo("projects/123456789");
  }

  @Test
  void aQuotaOfMachinesIsNoQuotaOfRequests() {
    String text = "429 exceed quota limits: aiplatform.googleapis.com/custom_model_training_cpus,";
    assertThat(Classifier.classify(0, text).kind()).isEqualTo(Kind.RATE_UNSPECIFIED);
  }

  @Test
  void theConsumerOfTheDetailsIsMorePreciseThanTheSentence() {
    String text =
        "429 Quota exceeded for consumer 'project_number:123456789'."
            + " [{\"reason\":\"RATE_LIMIT_EXCEEDED\",\"metadata\":{\"consumer\":\"projects/123456789\"}}]";
    assertThat(Classifier.classify(0, text).project()).isEqualTo("projects/123456789");
  }

  @Test
  void aLimitWithAFractionIsNoQuota() {
    String text = "INFO Load model gemini-9-flash\nDEBUG offload=none limit=0.0";
    assertThat(Classifier.classify(0, text).kind()).isEqualTo(Kind.OTHER);
  }
}
