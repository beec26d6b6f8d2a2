package io.geminiquota.engine.classify;

import static io.geminiquota.engine.classify.Bodies.FREE_REQUESTS;
import static io.geminiquota.engine.classify.Bodies.FREE_TOKENS;
import static io.geminiquota.engine.classify.Bodies.HOST;
import static io.geminiquota.engine.classify.Bodies.PAID_DAY;
import static io.geminiquota.engine.classify.Bodies.PLAN_AND_BILLING;
import static io.geminiquota.engine.classify.Bodies.RPD;
import static io.geminiquota.engine.classify.Bodies.RPM;
import static io.geminiquota.engine.classify.Bodies.TPD;
import static io.geminiquota.engine.classify.Bodies.TPM;
import static io.geminiquota.engine.classify.Bodies.error;
import static io.geminiquota.engine.classify.Bodies.errorInfo;
import static io.geminiquota.engine.classify.Bodies.interactions;
import static io.geminiquota.engine.classify.Bodies.line;
import static io.geminiquota.engine.classify.Bodies.quota429;
import static io.geminiquota.engine.classify.Bodies.quotaFailure;
import static io.geminiquota.engine.classify.Bodies.rateLimited;
import static io.geminiquota.engine.classify.Bodies.retryInfo;
import static io.geminiquota.engine.classify.Bodies.violation;
import static io.geminiquota.engine.classify.Bodies.violationWithoutValue;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassifierTest {

  private static final String MODEL = "gemini-9.9-flash";

  @Nested
  class Quotas {

    @Test
    void theIdTellsTheMinuteFromTheDayThoughTheMetricIsTheSame() {
      Verdict minute = Classifier.classify(429, rateLimited(FREE_REQUESTS, RPM, MODEL, 7, "12.5s"));
      Verdict day = Classifier.classify(429, rateLimited(FREE_REQUESTS, RPD, MODEL, 77, "12.5s"));

      assertThat(minute.kind()).isEqualTo(Kind.RATE_REQUESTS_PER_MINUTE);
      assertThat(minute.window()).isEqualTo(Window.MINUTE);
      assertThat(minute.retryable()).isEqualTo(Retryable.SOON);
      assertThat(day.kind()).isEqualTo(Kind.QUOTA_REQUESTS_PER_DAY);
      assertThat(day.window()).isEqualTo(Window.DAY);
      assertThat(day.retryable()).isEqualTo(Retryable.AFTER_DAILY_RESET);
    }

    @Test
    void everyFieldOfTheQuotaIsInTheVerdict() {
      Verdict verdict =
          Classifier.classify(429, rateLimited(FREE_TOKENS, TPM, MODEL, 250_000, "3.25s"));

      assertThat(verdict.kind()).isEqualTo(Kind.RATE_TOKENS_PER_MINUTE);
      assertThat(verdict.httpStatus()).isEqualTo(429);
      assertThat(verdict.quotaMetric()).isEqualTo(FREE_TOKENS);
      assertThat(verdict.quotaId()).isEqualTo(TPM);
      assertThat(verdict.limit()).isEqualTo(250_000);
      assertThat(verdict.model()).isEqualTo(MODEL);
      assertThat(verdict.retryAfter()).isEqualTo(Duration.ofMillis(3250));
      assertThat(verdict.violations())
          .containsExactly(new Violation(FREE_TOKENS, TPM, MODEL, 250_000L, Window.MINUTE));
    }

    @Test
    void ofSeveralViolationsTheLongestBindsAndAllAreListed() {
      String body =
          quota429(
              PLAN_AND_BILLING,
              quotaFailure(
                  violation(FREE_TOKENS, TPM, MODEL, 1000),
                  violation(FREE_REQUESTS, RPM, MODEL, 7),
                  violation(FREE_TOKENS, TPD, MODEL, 9000),
                  violation(FREE_REQUESTS, RPD, MODEL, 70)));

      Verdict verdict = Classifier.classify(429, body);

      assertThat(verdict.kind()).isEqualTo(Kind.QUOTA_REQUESTS_PER_DAY);
      assertThat(verdict.quotaId()).isEqualTo(RPD);
      assertThat(verdict.violations())
          .extracting(Violation::quotaId)
          .containsExactly(TPM, RPM, TPD, RPD);
    }

    @Test
    void aZeroAmongSeveralViolationsBindsLongest() {
      String body =
          quota429(
              PLAN_AND_BILLING,
              quotaFailure(
                  violation(FREE_REQUESTS, RPD, MODEL, 70), violation(FREE_TOKENS, TPM, MODEL, 0)),
              retryInfo("30s"));

      Verdict verdict = Classifier.classify(429, body);

      assertThat(verdict.kind()).isEqualTo(Kind.QUOTA_ZERO);
      assertThat(verdict.quotaId()).isEqualTo(TPM);
    }

    @Test
    void theModelIsTheOneWhoseBucketIsFull() {
      String body =
          quota429(
              "Requested models/gemini-9.9-flash-preview-0101." + line(FREE_REQUESTS, 7, MODEL),
              quotaFailure(violation(FREE_REQUESTS, RPM, MODEL, 7)));

      assertThat(Classifier.classify(429, body).model()).isEqualTo(MODEL);
    }

    @Test
    void theFormOf2024HasItsQuotaInTheMetadataOfErrorInfo() {
      String body =
          quota429(
              "Quota exceeded for quota metric 'Some API requests' and limit 'A limit'.",
              errorInfo(
                  "RATE_LIMIT_EXCEEDED",
                  "quota_limit_value=60",
                  "quota_limit=GenerateContentRequestsPerMinutePerProjectPerRegion",
                  "quota_metric=" + HOST + "generate_content_requests",
                  "consumer=projects/123"));

      Verdict verdict = Classifier.classify(429, body);

      assertThat(verdict.kind()).isEqualTo(Kind.RATE_REQUESTS_PER_MINUTE);
      assertThat(verdict.limit()).isEqualTo(60);
      assertThat(verdict.project()).isEqualTo("projects/123");
    }

    @Test
    void linesOfTheMessageStandInForMissingDetails() {
      Verdict verdict =
          Classifier.classify(429, quota429(PLAN_AND_BILLING + line(PAID_DAY, 250, MODEL)));

      assertThat(verdict.kind()).isEqualTo(Kind.QUOTA_REQUESTS_PER_DAY);
      assertThat(verdict.quotaMetric()).isEqualTo(PAID_DAY);
      assertThat(verdict.limit()).isEqualTo(250);
      assertThat(verdict.quotaId()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
      "generate_content_free_tier_requests, 5, RATE_REQUESTS_PER_MINUTE",
      "generate_content_free_tier_requests, 20, QUOTA_REQUESTS_PER_DAY",
      "generate_content_free_tier_requests, 250, QUOTA_REQUESTS_PER_DAY",
      "generate_content_paid_tier_3_requests, 2000, RATE_REQUESTS_PER_MINUTE",
      "generate_content_free_tier_input_token_count, 250000, RATE_TOKENS_PER_MINUTE",
      "embed_content_paid_tier_requests, 3000, RATE_REQUESTS_PER_MINUTE",
      "predict_requests_per_model_per_day_paid_tier_1, 70, QUOTA_REQUESTS_PER_DAY"
    })
    void withoutAnIdTheMetricAndTheSizeOfTheLimitTellTheWindow(
        String metric, long limit, Kind kind) {
      Verdict verdict =
          Classifier.classify(429, quota429(PLAN_AND_BILLING + line(HOST + metric, limit, MODEL)));

      assertThat(verdict.kind()).isEqualTo(kind);
    }

    @Test
    void aHintOfHoursTellsADayWhereNothingElseDoes() {
      assertThat(Classifier.classify(429, quota429("Quota exceeded.", retryInfo("34000s"))).kind())
          .isEqualTo(Kind.QUOTA_REQUESTS_PER_DAY);
    }

    @Test
    void aHintOfSeveralDaysIsThatOfAWeeklyQuota() {
      Verdict verdict = Classifier.classify(429, quota429("Quota exceeded.", retryInfo("400000s")));

      assertThat(verdict.kind()).isEqualTo(Kind.OTHER);
      assertThat(verdict.retryable()).isEqualTo(Retryable.NEVER);
    }

    @Test
    void aStorageQuotaIsFreedByNoWait() {
      String body =
          quota429(
              PLAN_AND_BILLING,
              "{\"violations\": [{\"quotaMetric\": \"%sfile_storage_bytes\", ".formatted(HOST)
                  + "\"quotaId\": \"FileStorageBytesPerProject\", \"quotaValue\": \"1024\"}]}",
              retryInfo("9223372036854775807s"));

      Verdict verdict = Classifier.classify(429, body);

      assertThat(verdict.kind()).isEqualTo(Kind.OTHER);
      assertThat(verdict.retryable()).isEqualTo(Retryable.NEVER);
      assertThat(verdict.retryAfter()).isEqualTo(Verdict.FOREVER);
    }

    @ParameterizedTest
    @CsvSource({
      "imagen-9.0-generate, RATE_IMAGES_PER_MINUTE",
      "gemini-9.9-pro, RATE_REQUESTS_PER_MINUTE"
    })
    void vertexNamesMetricAndBaseModelInASentence(String model, Kind kind) {
      String metric =
          "aiplatform.googleapis.com/generate_content_requests_per_minute_per_project_per_base_model";
      Verdict verdict =
          Classifier.classify(
              429,
              error(
                  429,
                  "RESOURCE_EXHAUSTED",
                  "Quota exceeded for "
                      + metric
                      + " with base model: "
                      + model
                      + ". Please wait."));

      assertThat(verdict.kind()).isEqualTo(kind);
      assertThat(verdict.quotaMetric()).isEqualTo(metric);
      assertThat(verdict.model()).isEqualTo(model);
    }

    @Test
    void aConcurrentQuotaIsOfItsOwnKind() {
      assertThat(Classifier.classify(0, "1011 None. Maximum concurrent se").kind())
          .isEqualTo(Kind.CONCURRENCY);
    }
  }

  @Nested
  class ZeroQuota {

    @Test
    void anExplicitZeroIsNeverRetryable() {
      expectZero(quota429("", quotaFailure(violation(FREE_REQUESTS, RPM, MODEL, 0))));
    }

    @Test
    void aValueLeftOutWithLimitZeroInTheMessageIsZero() {
      expectZero(
          quota429(
              PLAN_AND_BILLING + line(FREE_REQUESTS, 0, MODEL) + "\nPlease retry in 34.8s.",
              quotaFailure(
                  "{\"quotaMetric\": \"" + FREE_REQUESTS + "\", \"quotaId\": \"" + RPM + "\"}"),
              retryInfo("34s")));
    }

    @Test
    void aValueLeftOutBesideDimensionsIsZero() {
      expectZero(
          quota429(
              PLAN_AND_BILLING, quotaFailure(violationWithoutValue(FREE_REQUESTS, RPD, MODEL))));
    }

    @Test
    void aValueLeftOutInTheFormWithoutDimensionsIsNotZero() {
      String body =
          quota429(
              PLAN_AND_BILLING,
              quotaFailure(
                  "{\"quotaMetric\": \"" + FREE_REQUESTS + "\", \"quotaId\": \"" + RPM + "\"}"));

      assertThat(Classifier.classify(429, body).kind()).isEqualTo(Kind.RATE_REQUESTS_PER_MINUTE);
    }

    @Test
    void aValueThatWasCutOffIsNotZero() {
      String whole =
          quota429("", quotaFailure(violation(FREE_REQUESTS, RPM, MODEL, 7)), retryInfo("5s"));

      String cut = whole.substring(0, whole.indexOf(", \"quotaValue\""));

      assertThat(Classifier.classify(429, cut).kind()).isEqualTo(Kind.RATE_REQUESTS_PER_MINUTE);
    }

    @Test
    void theMetadataOf2024CanSayZero() {
      expectZero(
          quota429(
              "Quota exceeded.",
              errorInfo(
                  "RATE_LIMIT_EXCEEDED",
                  "quota_limit=GenerateContentRequestsPerMinutePerProjectPerRegion",
                  "quota_limit_value=0")));
    }

    @Test
    void aStoreOfZeroIsWrittenWithAnEqualsSign() {
      expectZero(
          quota429(
              "TotalCachedContentStorageTokensPerModelFreeTier limit exceeded for model "
                  + MODEL
                  + ": limit=0, requested=4096"));
    }

    @Test
    void interactionsSayItInTheirOwnWords() {
      expectZero(
          interactions(
              "rate_limit_exceeded",
              "Rate limit exceeded for model "
                  + MODEL
                  + " (limit: 0 requests per day on Free Tier). Please retry in 50s."));
    }

    @Test
    void aModelWithoutAFreeTierIsZero() {
      expectZero(quota429("Gemini 9.9 Pro doesn't have a free quota tier. Please use another."));
    }

    private static void expectZero(String body) {
      for (String form : new String[] {body, "Error: 429 . " + body, "[" + body + "]"}) {
        Verdict verdict = Classifier.classify(429, form);
        assertThat(verdict.kind()).as(form).isEqualTo(Kind.QUOTA_ZERO);
        assertThat(verdict.retryable()).isEqualTo(Retryable.NEVER);
      }
    }
  }

  @Nested
  class HardCalls {

    @Test
    void planAndBillingIsNoSignOfBilling() {
      assertThat(Classifier.classify(429, quota429(PLAN_AND_BILLING)).kind())
          .isEqualTo(Kind.RATE_UNSPECIFIED);
    }

    @Test
    void theSpendRateIsARateAndTheSpendCapIsBilling() {
      assertThat(kind(429, quota429("You exceeded your spend-based rate limit. Slow down.")))
          .isEqualTo(Kind.RATE_UNSPECIFIED);
      assertThat(kind(429, quota429("Your project has exceeded its monthly spending cap.")))
          .isEqualTo(Kind.BILLING);
    }

    @Test
    void anEmptyPrepaymentIsBillingUnder429AndUnder402() {
      String message = "Your prepayment credits are depleted.";

      assertThat(kind(429, quota429(message))).isEqualTo(Kind.BILLING);
      assertThat(kind(402, error(402, "RESOURCE_EXHAUSTED", message))).isEqualTo(Kind.BILLING);
      assertThat(kind(402, "")).isEqualTo(Kind.BILLING);
    }

    @Test
    void aClosedFreeTierIsAboutThePlaceThoughItSpeaksOfBilling() {
      assertThat(
              kind(
                  400,
                  error(
                      400,
                      "FAILED_PRECONDITION",
                      "User location is not supported for the API use without a billing account"
                          + " linked.")))
          .isEqualTo(Kind.REGION);
    }

    @Test
    void aDetailless429IsRetryableWithoutAGuessAtItsWindow() {
      Verdict gemini =
          Classifier.classify(429, quota429("Resource has been exhausted (e.g. check quota)."));
      Verdict vertex =
          Classifier.classify(429, quota429("Resource exhausted. Please try again later."));

      assertThat(gemini.kind()).isEqualTo(Kind.RATE_UNSPECIFIED);
      assertThat(vertex.kind()).isEqualTo(Kind.RATE_UNSPECIFIED);
      assertThat(gemini.window()).isEqualTo(Window.UNKNOWN);
      assertThat(gemini.violations()).isEmpty();
    }

    @Test
    void modelCapacityIsNotTheCallersQuotaEvenUnder429() {
      assertThat(
              kind(
                  429,
                  quota429(
                      "No capacity available for model " + MODEL + " on the server",
                      errorInfo("MODEL_CAPACITY_EXHAUSTED", "model=" + MODEL))))
          .isEqualTo(Kind.CAPACITY);
    }

    @Test
    void aDeadlineUnder503IsATimeout() {
      assertThat(
              kind(
                  503,
                  error(503, "UNAVAILABLE", "Deadline expired before operation could complete.")))
          .isEqualTo(Kind.TIMEOUT);
    }

    @Test
    void userCredentialsWithoutAQuotaProjectAreNoDisabledApi() {
      assertThat(
              kind(
                  403,
                  error(
                      403,
                      "PERMISSION_DENIED",
                      "The aiplatform.googleapis.com API requires a quota project, which is not"
                          + " set by default.",
                      errorInfo("SERVICE_DISABLED", "consumer=projects/764086051850"))))
          .isEqualTo(Kind.AUTH_PERMISSION);
    }

    @Test
    void whatABadRequestQuotesIsNoEvidenceOfARate() {
      Verdict verdict =
          Classifier.classify(
              400,
              error(
                  400,
                  "INVALID_ARGUMENT",
                  "Invalid value: 'Quota exceeded for metric: a_b_c, limit: 5. Overloaded, please"
                      + " retry in 5s'"));

      assertThat(verdict.kind()).isEqualTo(Kind.BAD_REQUEST);
      assertThat(verdict.violations()).isEmpty();
    }

    @Test
    void theBodyKnowsBetterThanTheStatusOfARelay() {
      assertThat(kind(500, error(400, "INVALID_ARGUMENT", "No."))).isEqualTo(Kind.BAD_REQUEST);
    }

    private static Kind kind(int status, String body) {
      return Classifier.classify(status, body).kind();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | INVALID_ARGUMENT    | Request contains an invalid argument.        | BAD_REQUEST",
        "400 | INVALID_ARGUMENT    | API key not valid. Please pass a valid one.  | AUTH_KEY",
        "401 | UNAUTHENTICATED     | Request had invalid authentication credentials.| AUTH_KEY",
        "403 | PERMISSION_DENIED   | Your API key was reported as leaked.         | AUTH_KEY",
        "403 | PERMISSION_DENIED   | The caller does not have permission          | AUTH_PERMISSION",
        "403 | PERMISSION_DENIED   | X API has not been used in project p-1 before| SERVICE_DISABLED",
        "403 | PERMISSION_DENIED   | Consumer 'x' has been suspended.             | BILLING",
        "404 | NOT_FOUND           | models/m-1 is not found for API version v1   | MODEL_NOT_FOUND",
        "409 | ABORTED             | Try again.                                   | SERVER_TRANSIENT",
        "499 | CANCELLED           | The operation was cancelled.                 | SERVER_TRANSIENT",
        "500 | INTERNAL            | Internal error encountered.                  | SERVER_TRANSIENT",
        "501 | UNIMPLEMENTED       | Not here.                                    | BAD_REQUEST",
        "503 | UNAVAILABLE         | The model is overloaded.                     | CAPACITY",
        "503 | UNAVAILABLE         | This model is currently experiencing high demand. | CAPACITY",
        "503 | UNAVAILABLE         | The service is currently unavailable.        | SERVER_TRANSIENT",
        "504 | DEADLINE_EXCEEDED   | Too late.                                    | TIMEOUT",
      })
  void theOtherFamiliesAreKnownByMessageAndStatus(
      int code, String status, String message, Kind kind) {
    for (String body :
        new String[] {
          error(code, status, message),
          "%d %s. {'error': {'code': %d, 'message': '%s', 'status': '%s'}}"
              .formatted(code, status, code, message, status)
        }) {
      Verdict verdict = Classifier.classify(code, body);
      assertThat(verdict.kind()).as(body).isEqualTo(kind);
      assertThat(verdict.retryable()).isEqualTo(kind.retryable());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "API_KEY_INVALID, AUTH_KEY",
    "ACCESS_TOKEN_TYPE_UNSUPPORTED, AUTH_KEY",
    "API_KEY_SERVICE_BLOCKED, AUTH_PERMISSION",
    "CONSUMER_INVALID, AUTH_PERMISSION",
    "VALIDATION_REQUIRED, AUTH_PERMISSION",
    "SERVICE_DISABLED, SERVICE_DISABLED",
    "BILLING_DISABLED, BILLING",
    "CONSUMER_SUSPENDED, BILLING"
  })
  void theReasonSettlesTheKindWhateverTheMessage(String reason, Kind kind) {
    String body = error(403, "PERMISSION_DENIED", "Something.", errorInfo(reason));

    assertThat(Classifier.classify(403, body).kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "400, BAD_REQUEST",
    "401, AUTH_KEY",
    "403, AUTH_PERMISSION",
    "404, MODEL_NOT_FOUND",
    "408, TIMEOUT",
    "413, BAD_REQUEST",
    "429, RATE_UNSPECIFIED",
    "499, SERVER_TRANSIENT",
    "500, SERVER_TRANSIENT",
    "502, SERVER_TRANSIENT",
    "503, CAPACITY",
    "504, TIMEOUT",
    "0, OTHER"
  })
  void anEmptyBodyLeavesTheStatusAlone(int status, Kind kind) {
    assertThat(Classifier.classify(status, null).kind()).isEqualTo(kind);
    assertThat(Classifier.classify(status, "").kind()).isEqualTo(kind);
    assertThat(Classifier.classify(status, " \n").httpStatus()).isEqualTo(status);
  }

  @Nested
  class Interactions {

    @ParameterizedTest
    @CsvSource({
      "requests per minute on Free Tier, RATE_REQUESTS_PER_MINUTE",
      "requests per day on Tier 1, QUOTA_REQUESTS_PER_DAY",
      "input tokens per minute on Tier 2, RATE_TOKENS_PER_MINUTE"
    })
    void theSentenceNamesLimitAndWindow(String unit, Kind kind) {
      String message =
          "Rate limit exceeded for model %s (limit: 44 %s). Please retry in 1h2m3.5s."
              .formatted(MODEL, unit);

      Verdict verdict = Classifier.classify(429, interactions("too_many_requests", message));

      assertThat(verdict.kind()).isEqualTo(kind);
      assertThat(verdict.limit()).isEqualTo(44);
      assertThat(verdict.model()).isEqualTo(MODEL);
      assertThat(verdict.retryAfter()).isEqualTo(Duration.ofMillis(3_723_500));
    }

    @ParameterizedTest
    @CsvSource({
      "invalid_request, 400, BAD_REQUEST",
      "authentication, 401, AUTH_KEY",
      "payment_required, 402, BILLING",
      "permission_denied, 403, AUTH_PERMISSION",
      "model_not_found, 404, MODEL_NOT_FOUND",
      "quota_exceeded, 429, QUOTA_REQUESTS_PER_DAY",
      "rate_limit_exceeded, 429, RATE_UNSPECIFIED",
      "api_error, 500, SERVER_TRANSIENT",
      "service_unavailable, 503, CAPACITY",
      "gateway_timeout, 504, TIMEOUT"
    })
    void theCodeCountsWhereTheMessageSaysNothing(String code, int status, Kind kind) {
      assertThat(Classifier.classify(status, interactions(code, "No.")).kind()).isEqualTo(kind);
      assertThat(Classifier.classify(0, interactions(code, "No.")).kind()).isEqualTo(kind);
    }

    @Test
    void theRetryAfterHeaderCountsIfTheBodyGivesNoHint() {
      String body = interactions("too_many_requests", "Slow down.");

      assertThat(Classifier.classify(429, "43", body).retryAfter())
          .isEqualTo(Duration.ofSeconds(43));
      assertThat(Classifier.classify(429, "25936", body).kind())
          .isEqualTo(Kind.QUOTA_REQUESTS_PER_DAY);
      assertThat(Classifier.classify(429, "Wed, 21 Oct 2026 07:28:00 GMT", body).retryAfter())
          .isNull();
    }
  }

  @Nested
  class Forms {

    private final String body = rateLimited(FREE_REQUESTS, RPD, MODEL, 70, "28.5s");

    @Test
    void aListOfErrorsIsReadAsTheErrorInIt() {
      expectSame("[" + body + "\n]");
    }

    @Test
    void anEventOfAStreamIsReadWhereverItStands() {
      expectSame("event: error\ndata: " + body + "\n\n");
      expectSame("data: {\"candidates\": []}\n\ndata: " + body + "\n\ndata: [DONE]\n\n");
    }

    @Test
    void anErrorInsideAnEventOfA200IsFoundToo() {
      Verdict verdict =
          Classifier.classify(200, "data: {\"candidates\": []}\n\ndata: " + body + "\n\n");

      assertThat(verdict.kind()).isEqualTo(Kind.QUOTA_REQUESTS_PER_DAY);
    }

    @Test
    void whatAModelAnsweredIsNotTakenForAnError() {
      String answer = "{\"candidates\": [{\"text\": \"429 RESOURCE_EXHAUSTED: overloaded\"}]}";

      assertThat(Classifier.classify(200, answer).kind()).isEqualTo(Kind.OTHER);
      assertThat(Classifier.classify(200, "data: " + answer + "\n\n").kind()).isEqualTo(Kind.OTHER);
    }

    @Test
    void aBodyInsideTheMessageOfAClientIsUnwrapped() {
      String wrapped =
          "{\"error\": {\"message\": %s, \"code\": 429, \"status\": \"Too Many Requests\"}}"
              .formatted(Bodies.json(body));
      expectSame(wrapped);
      expectSame(
          "{\"error\": {\"message\": %s}}"
              .formatted(Bodies.json("relay.RateLimitError: upstream said - " + body)));
      expectSame("{\"error\": {\"message\": " + body + "}}");
    }

    @Test
    void aPythonObjectIsRead() {
      expectSame("429 RESOURCE_EXHAUSTED. " + body.replace('"', '\''));
    }

    @Test
    void escapedTypographicAndBoxedTextIsRead() {
      expectSame("API Error: " + body.replace("\"", "\\\""));
      expectSame("API Error: " + body.replace("\"", "\\\\\\\""));
      expectSame("x " + body.replace('"', '\u201c'));
      expectSame("\u2502 API Error: " + body.replace(" ", "   \u2502\n\u2502 "));
    }

    @Test
    void textProtoIsRead() {
      expectSame(
          """
          429 %s
          * Quota exceeded for metric: %s, limit: 70, model: %s
          Please retry in 28.5s. [links {
            description: "Learn more"
          }
          , violations {
            quota_metric: "%s"
            quota_id: "%s"
            quota_dimensions {
              key: "model"
              value: "%s"
            }
            quota_dimensions {
              key: "location"
              value: "global"
            }
            quota_value: 70
          }
          , retry_delay {
            seconds: 28
          }
          ]
          """
              .formatted(PLAN_AND_BILLING, FREE_REQUESTS, MODEL, FREE_REQUESTS, RPD, MODEL));
    }

    @Test
    void theMapsOfGoAreRead() {
      expectSame(
          "Error 429, Message: x, Status: RESOURCE_EXHAUSTED, Details: [map[@type:t/QuotaFailure"
              + " violations:[map[quotaDimensions:map[location:global model:"
              + MODEL
              + "] quotaId:"
              + RPD
              + " quotaMetric:"
              + FREE_REQUESTS
              + " quotaValue:70]]] map[@type:t/RetryInfo retryDelay:28.5s]]");
    }

    @Test
    void aBodyThatWasCutSaysWhatItCan() {
      String cut = body.substring(0, body.indexOf("retryDelay"));

      Verdict verdict = Classifier.classify(429, cut);

      assertThat(verdict.kind()).isEqualTo(Kind.QUOTA_REQUESTS_PER_DAY);
      assertThat(verdict.quotaId()).isEqualTo(RPD);
      assertThat(verdict.retryAfter()).isEqualTo(Duration.ofMillis(28_500));
    }

    @Test
    void aModelNameToWhichALostLineBreakIsGluedIsCleaned() {
      String damaged = PLAN_AND_BILLING + line(FREE_REQUESTS, 7, MODEL) + "\nPlease retry in 5s.";

      Verdict verdict = Classifier.classify(429, quota429(damaged.replace('\n', 'n')));

      assertThat(verdict.model()).isEqualTo(MODEL);
      assertThat(verdict.retryAfter()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void aClientsOwnBackoffIsNotTheServersHint() {
      assertThat(
              Classifier.classify(429, "429 RESOURCE_EXHAUSTED\nRetrying in 4.0 seconds...")
                  .retryAfter())
          .isNull();
    }

    @Test
    void htmlOfAFrontEndIsReadAsText() {
      Verdict verdict =
          Classifier.classify(
              502,
              "<!DOCTYPE html><html><title>Error 502 (Server Error)!!1</title><p>The server"
                  + " encountered a temporary error. Please try again in <b>30 seconds</b>.</html>");

      assertThat(verdict.kind()).isEqualTo(Kind.SERVER_TRANSIENT);
      assertThat(verdict.retryAfter()).isEqualTo(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "1011 None. Internal error encountered. | SERVER_TRANSIENT",
          "1011 None. Resource has been exhausted (e.g. check quota). | RATE_UNSPECIFIED",
          "1008 None. The operation was aborted. | SERVER_TRANSIENT",
          "1007 None. API key not valid. Please pass a valid API key. | AUTH_KEY",
          "1007 None. Cannot do this. | BAD_REQUEST"
        })
    void theReasonOfAClosedWebSocketIsRead(String reason, Kind kind) {
      assertThat(Classifier.classify(0, reason).kind()).isEqualTo(kind);
    }

    @Test
    void textWithoutAnErrorIsOther() {
      assertThat(Classifier.classify(0, "Nothing is wrong here.").kind()).isEqualTo(Kind.OTHER);
    }

    private void expectSame(String form) {
      Verdict expected = Classifier.classify(429, body);
      Verdict verdict = Classifier.classify(429, form);
      assertThat(verdict.kind()).as(form).isEqualTo(Kind.QUOTA_REQUESTS_PER_DAY);
      assertThat(verdict).as(form).isEqualTo(expected);
    }
  }

  @Nested
  class Hints {

    @ParameterizedTest
    @CsvSource({
      "42s, 42.92s, PT42.92S", // cut to whole seconds
      "0s, 762ms, PT0.762S", // 0s is not now
      "0s, , PT0.999S",
      ", 856.5ms, PT0.8565S",
      "59s, 7s, PT59S", // they disagree: the details count
      "18h, , PT18H",
    })
    void theMorePreciseOfRetryInfoAndMessageCounts(String info, String message, Duration expected) {
      String text = message == null ? "Quota exceeded." : "Please retry in " + message + ".";
      String body = info == null ? quota429(text) : quota429(text, retryInfo(info));

      assertThat(Classifier.classify(429, body).retryAfter()).isEqualTo(expected);
    }

    @Test
    void nothingSaidIsNull() {
      assertThat(Classifier.classify(429, quota429("Quota exceeded.")).retryAfter()).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"error\":{\"details\":[{\"violations\":[{\"quotaMetric\":\"%1$s\",\"quotaId\":\"%1$s\"}]}]}}",
        "{\"error\":{\"details\":[{\"violations\":[{\"quotaId\":\"Q\",\"quotaDimensions\":{\"model\":\"%2$s\"}}]}]}}",
        "429 quotaId: '%1$s', model: '%2$s', project: '%1$s', consumer: 'projects/%1$s'",
        "429 for model %2$s and limit '%1$s' in project %1$s"
      })
  void aKeyIsNoNameOfAnything(String form) {
    String google = "AIzaSyA1234567890PerProject1234567890";
    String other = "sk-abcdefghijklmnopqrstuvwxyz123456";
    Verdict verdict = Classifier.classify(429, form.formatted(google, other));
    assertThat(verdict.toString()).doesNotContain("AIzaSy").doesNotContain("sk-abc");
  }

  @Test
  void anApiKeyInTheMessageIsNoProject() {
    Verdict verdict =
        Classifier.classify(
            403,
            error(
                403,
                "PERMISSION_DENIED",
                "Permission denied: Consumer 'api_key:AIzaSyNotARealKeyNotARealKeyNotARealKey01'"
                    + " has been suspended.",
                errorInfo("CONSUMER_SUSPENDED", "consumer=projects/AIzaSyNotARealKeyNotAReal")));

    assertThat(verdict.kind()).isEqualTo(Kind.BILLING);
    assertThat(verdict.toString()).doesNotContain("AIza");
  }
}
