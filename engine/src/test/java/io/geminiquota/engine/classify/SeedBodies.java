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

import java.util.List;
import java.util.stream.Stream;

/** One body of each form and kind, as they arrive undamaged: what tests damage and wrap. */
final class SeedBodies {

  /** A body, the status that it comes with, and the kind that it is of. */
  record Seed(int status, Kind kind, String body) {

    @Override
    public String toString() {
      return kind + " under " + status + ": " + body;
    }
  }

  private static final String MODEL = "gemini-9.9-flash";
  private static final String HELP =
      "{\"@type\": \"type.googleapis.com/google.rpc.Help\", \"links\": [{\"description\": \"More\","
          + " \"url\": \"https://ai.google.dev/gemini-api/docs/rate-limits\"}]}";

  /** About 2 KB: four quotas at once, in details and message. */
  private static final String FOUR_QUOTAS =
      quota429(
          PLAN_AND_BILLING
              + line(FREE_REQUESTS, 7, MODEL)
              + line(FREE_REQUESTS, 77, MODEL)
              + line(FREE_TOKENS, 7000, MODEL)
              + line(FREE_TOKENS, 77_000, MODEL)
              + "\nPlease retry in 12.25s.",
          HELP,
          quotaFailure(
              violation(FREE_TOKENS, TPM, MODEL, 7000),
              violation(FREE_REQUESTS, RPD, MODEL, 77),
              violation(FREE_REQUESTS, RPM, MODEL, 7),
              violation(FREE_TOKENS, TPD, MODEL, 77_000)),
          retryInfo("12s"));

  /** JSON objects that no wait cures, whatever stands around them. */
  static final List<Seed> NEVER =
      List.of(
          // A quota of zero, in each form that was seen.
          new Seed(429, Kind.QUOTA_ZERO, rateLimited(FREE_REQUESTS, RPD, MODEL, 0, "34.8s")),
          new Seed(
              429,
              Kind.QUOTA_ZERO,
              quota429(
                  PLAN_AND_BILLING
                      + line(FREE_REQUESTS, 0, MODEL)
                      + line(FREE_TOKENS, 0, MODEL)
                      + "\nPlease retry in 34.8s.",
                  HELP,
                  quotaFailure(
                      violationWithoutValue(FREE_TOKENS, TPM, MODEL),
                      violationWithoutValue(FREE_REQUESTS, RPD, MODEL)),
                  retryInfo("34s"))),
          new Seed(
              429,
              Kind.QUOTA_ZERO,
              quota429(
                  PLAN_AND_BILLING,
                  quotaFailure(violationWithoutValue(FREE_REQUESTS, RPD, MODEL)))),
          new Seed(
              429,
              Kind.QUOTA_ZERO,
              quota429(
                  "Quota exceeded for quota metric 'Some requests' and limit 'A limit'.",
                  errorInfo(
                      "RATE_LIMIT_EXCEEDED",
                      "quota_metric=" + HOST + "generate_content_requests",
                      "quota_limit=GenerateContentRequestsPerMinutePerProjectPerRegion",
                      "quota_limit_value=0",
                      "consumer=projects/123456789"))),
          new Seed(
              429,
              Kind.QUOTA_ZERO,
              quota429(
                  "TotalCachedContentStorageTokensPerModelFreeTier limit exceeded for model "
                      + MODEL
                      + ": limit=0, requested=4096")),
          new Seed(
              429,
              Kind.QUOTA_ZERO,
              interactions(
                  "rate_limit_exceeded",
                  "Rate limit exceeded for model "
                      + MODEL
                      + " (limit: 0 requests per day on Free Tier). Please retry in 50s.")),
          // Keys.
          new Seed(
              400,
              Kind.AUTH_KEY,
              error(
                  400,
                  "INVALID_ARGUMENT",
                  "API key not valid. Please use a valid one.",
                  errorInfo("API_KEY_INVALID", "service=generativelanguage.googleapis.com"))),
          new Seed(
              400, Kind.AUTH_KEY, error(400, "INVALID_ARGUMENT", "API key expired. Renew it.")),
          new Seed(
              403,
              Kind.AUTH_KEY,
              error(403, "PERMISSION_DENIED", "Your API key was reported as leaked. Use another.")),
          new Seed(
              401,
              Kind.AUTH_KEY,
              error(
                  401,
                  "UNAUTHENTICATED",
                  "Request had invalid authentication credentials.",
                  errorInfo("ACCESS_TOKEN_TYPE_UNSUPPORTED", "method=GenerateContent"))),
          // Permissions and the project.
          new Seed(
              403,
              Kind.AUTH_PERMISSION,
              error(
                  403,
                  "PERMISSION_DENIED",
                  "Permission 'aiplatform.endpoints.predict' denied on resource"
                      + " '//aiplatform.googleapis.com/projects/my-project/locations/global' (or it"
                      + " may not exist).",
                  errorInfo("IAM_PERMISSION_DENIED", "permission=aiplatform.endpoints.predict"))),
          new Seed(
              403,
              Kind.AUTH_PERMISSION,
              error(
                  403,
                  "PERMISSION_DENIED",
                  "Requests to this API method are blocked.",
                  errorInfo("API_KEY_SERVICE_BLOCKED", "consumer=projects/123456789"))),
          new Seed(
              403,
              Kind.SERVICE_DISABLED,
              error(
                  403,
                  "PERMISSION_DENIED",
                  "Generative Language API has not been used in project 123456789 before.",
                  errorInfo(
                      "SERVICE_DISABLED",
                      "consumer=projects/123456789",
                      "service=generativelanguage.googleapis.com"))),
          // Money.
          new Seed(
              402,
              Kind.BILLING,
              error(402, "RESOURCE_EXHAUSTED", "Your prepayment credits are depleted.")),
          new Seed(429, Kind.BILLING, quota429("Your prepayment credits are depleted.")),
          new Seed(
              429,
              Kind.BILLING,
              quota429("The project has exceeded its monthly spending cap.", retryInfo("31s"))),
          new Seed(
              403,
              Kind.BILLING,
              error(
                  403,
                  "PERMISSION_DENIED",
                  "This API requires billing to be enabled.",
                  errorInfo("BILLING_DISABLED", "consumer=projects/123456789"))),
          new Seed(
              403,
              Kind.BILLING,
              error(
                  403,
                  "PERMISSION_DENIED",
                  "Permission denied: Consumer 'projects/123456789' has been suspended.",
                  errorInfo("CONSUMER_SUSPENDED", "consumer=projects/123456789"))),
          // Place, model, request.
          new Seed(
              400,
              Kind.REGION,
              error(
                  400,
                  "FAILED_PRECONDITION",
                  "User location is not supported for the API use without a billing account"
                      + " linked.")),
          new Seed(
              404,
              Kind.MODEL_NOT_FOUND,
              error(404, "NOT_FOUND", "models/gemini-0.1 is not found for API version v1beta.")),
          new Seed(404, Kind.MODEL_NOT_FOUND, interactions("model_not_found", "No such model.")),
          new Seed(
              400,
              Kind.BAD_REQUEST,
              error(
                  400,
                  "INVALID_ARGUMENT",
                  "Invalid JSON payload received. Unknown name \"x\" at 'contents[0]': no field.",
                  "{\"@type\": \"type.googleapis.com/google.rpc.BadRequest\", \"fieldViolations\":"
                      + " [{\"field\": \"contents[0]\", \"description\": \"Unknown name\"}]}")),
          new Seed(
              400,
              Kind.BAD_REQUEST,
              error(400, "INVALID_ARGUMENT", "Request contains an invalid argument.")),
          new Seed(400, Kind.BAD_REQUEST, interactions("invalid_request", "That is not allowed.")));

  /** One of each form, from a JSON object to the reason of a closed WebSocket. */
  static final List<Seed> FORMS =
      List.of(
          new Seed(
              429,
              Kind.RATE_REQUESTS_PER_MINUTE,
              rateLimited(FREE_REQUESTS, RPM, MODEL, 7, "12.5s")),
          new Seed(
              429,
              Kind.RATE_TOKENS_PER_MINUTE,
              "[" + rateLimited(FREE_TOKENS, TPM, MODEL, 7000, "0.5s") + "]"),
          new Seed(429, Kind.QUOTA_REQUESTS_PER_DAY, FOUR_QUOTAS),
          new Seed(
              429,
              Kind.QUOTA_REQUESTS_PER_DAY,
              quota429(PLAN_AND_BILLING + line(PAID_DAY, 250, MODEL), retryInfo("39043s"))),
          new Seed(
              429,
              Kind.QUOTA_REQUESTS_PER_DAY,
              "event: error\ndata: "
                  + interactions(
                      "too_many_requests",
                      "Rate limit exceeded for model "
                          + MODEL
                          + " (limit: 25 requests per day on Tier 1). Please retry in 7h12m16s.")
                  + "\n\ndata: [DONE]\n\n"),
          new Seed(
              429,
              Kind.RATE_UNSPECIFIED,
              quota429("Resource has been exhausted (e.g. check quota).")),
          new Seed(
              429,
              Kind.RATE_REQUESTS_PER_MINUTE,
              "429 RESOURCE_EXHAUSTED. "
                  + rateLimited(FREE_REQUESTS, RPM, MODEL, 7, "12.5s").replace('"', '\'')),
          new Seed(
              429,
              Kind.QUOTA_REQUESTS_PER_DAY,
              """
              429 Quota. [violations {
                quota_metric: "%s"
                quota_id: "%s"
                quota_dimensions {
                  key: "model"
                  value: "%s"
                }
                quota_value: 70
              }
              , retry_delay {
                seconds: 28
              }
              ]"""
                  .formatted(FREE_REQUESTS, RPD, MODEL)),
          new Seed(
              429,
              Kind.QUOTA_REQUESTS_PER_DAY,
              "Error 429, Message: x, Status: RESOURCE_EXHAUSTED, Details:"
                  + " [map[violations:[map[quotaDimensions:map[model:"
                  + MODEL
                  + "] quotaId:"
                  + RPD
                  + " quotaMetric:"
                  + FREE_REQUESTS
                  + " quotaValue:70]]] map[retryDelay:28.5s]]"),
          new Seed(
              503,
              Kind.CAPACITY,
              "{\"error\": {\"message\": %s, \"code\": 503, \"status\": \"Service Unavailable\"}}"
                  .formatted(Bodies.json(error(503, "UNAVAILABLE", "The model is overloaded.")))),
          new Seed(
              502,
              Kind.SERVER_TRANSIENT,
              "<html><head><title>Error 502 (Server Error)!!1</title></head><body><p><b>502.</b>"
                  + " The server had a <i>temporary</i> error.</p></body></html>"),
          new Seed(504, Kind.TIMEOUT, error(504, "DEADLINE_EXCEEDED", "Too late.")),
          new Seed(0, Kind.CONCURRENCY, "1011 None. Maximum concurrent sessions exceeded"));

  /** Every form and kind. */
  static final List<Seed> ALL = Stream.concat(NEVER.stream(), FORMS.stream()).toList();

  private SeedBodies() {}
}
