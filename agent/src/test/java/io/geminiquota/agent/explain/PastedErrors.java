package io.geminiquota.agent.explain;

import io.geminiquota.engine.classify.Kind;
import java.util.List;

/** Errors as people paste them, in the forms that SDKs, terminals and logs give them. */
final class PastedErrors {

  private static final String HOST = "generativelanguage.googleapis.com/";

  /**
   * An error.
   *
   * @param text of one or more lines
   */
  record Pasted(Kind kind, String text) {}

  static final Pasted MINUTE_AS_JSON =
      new Pasted(
          Kind.RATE_REQUESTS_PER_MINUTE,
          """
          {
            "error": {
              "code": 429,
              "message": "You exceeded your current quota.\\n* Quota exceeded for metric: %1$sgenerate_content_free_tier_requests, limit: 10, model: gemini-2.5-flash\\nPlease retry in 22.5s.",
              "status": "RESOURCE_EXHAUSTED",
              "details": [
                {
                  "@type": "type.googleapis.com/google.rpc.QuotaFailure",
                  "violations": [
                    {
                      "quotaMetric": "%1$sgenerate_content_free_tier_requests",
                      "quotaId": "GenerateRequestsPerMinutePerProjectPerModel-FreeTier",
                      "quotaDimensions": {
                        "location": "global",
                        "model": "gemini-2.5-flash"
                      },
                      "quotaValue": "10"
                    }
                  ]
                },
                {
                  "@type": "type.googleapis.com/google.rpc.RetryInfo",
                  "retryDelay": "22s"
                }
              ]
            }
          }"""
              .formatted(HOST));

  static final Pasted DAY_FROM_PYTHON =
      new Pasted(
          Kind.QUOTA_REQUESTS_PER_DAY,
          "google.genai.errors.ClientError: 429 RESOURCE_EXHAUSTED. {'error': {'code': 429, 'message':"
              + " 'You exceeded your current quota.', 'status': 'RESOURCE_EXHAUSTED', 'details':"
              + " [{'@type': 'type.googleapis.com/google.rpc.QuotaFailure', 'violations':"
              + " [{'quotaMetric': '"
              + HOST
              + "generate_content_free_tier_requests', 'quotaId':"
              + " 'GenerateRequestsPerDayPerProjectPerModel-FreeTier', 'quotaDimensions': {'model':"
              + " 'gemini-2.5-pro'}, 'quotaValue': '50'}]}]}}");

  static final Pasted KEY_FROM_JAVA =
      new Pasted(
          Kind.AUTH_KEY,
          "com.google.genai.errors.ClientException: 400 . API key not valid. Please pass a valid API"
              + " key.");

  static final Pasted OVERLOADED_IN_A_STRING =
      new Pasted(
          Kind.CAPACITY,
          "ApiError: {\"error\":{\"message\":\"{\\n  \\\"error\\\": {\\n    \\\"code\\\": 503,\\n   "
              + " \\\"message\\\": \\\"The model is overloaded. Please try again later.\\\",\\n   "
              + " \\\"status\\\": \\\"UNAVAILABLE\\\"\\n  }\\n}\\n\",\"code\":503,\"status\":\"Service"
              + " Unavailable\"}}");

  static final Pasted TEXT_PROTO =
      new Pasted(
          Kind.RATE_TOKENS_PER_MINUTE,
          """
          google.api_core.exceptions.ResourceExhausted: 429 You exceeded your current quota. [violations {
            quota_metric: "%sgenerate_content_free_tier_input_token_count"
            quota_id: "GenerateContentInputTokensPerModelPerMinute-FreeTier"
            quota_dimensions {
              key: "model"
              value: "gemini-2.0-flash"
            }
            quota_value: 250000
          }
          , retry_delay {
            seconds: 7
          }
          ]"""
              .formatted(HOST));

  static final Pasted EVENT =
      new Pasted(
          Kind.TIMEOUT,
          """
          event: error
          data: {"error":{"message":"Deadline expired before operation could complete.","code":"gateway_timeout"},"event_type":"error"}""");

  static final Pasted WRAPPED_BY_A_TERMINAL =
      new Pasted(
          Kind.REGION,
          """
          [API Error: {"error":{"message":"{\\n  \\"error\\": {\\n    \\"code\\": 400,\\n
            \\"message\\": \\"User location is not
            supported for the API use.\\",\\n    \\"status\\": \\"FAILED_PRECONDITION\\"\\n
            }\\n}\\n","code":400,"status":"Bad
            Request"}}]""");

  static final Pasted LIVE =
      new Pasted(
          Kind.CONCURRENCY,
          "google.genai.errors.APIError: 1011 None. Maximum concurrent sessions exceeded.");

  static final Pasted MODEL =
      new Pasted(
          Kind.MODEL_NOT_FOUND,
          "[GoogleGenerativeAI Error]: Error fetching from https://"
              + HOST
              + "v1beta/models/gemini-9:"
              + "generateContent: [404 Not Found] models/gemini-9 is not found for API version v1beta");

  static final Pasted DISABLED =
      new Pasted(
          Kind.SERVICE_DISABLED,
          """
          [{
            "error": {
              "code": 403,
              "message": "Vertex AI API has not been used in project shop-4711 before or it is disabled.",
              "status": "PERMISSION_DENIED",
              "details": [
                {
                  "@type": "type.googleapis.com/google.rpc.ErrorInfo",
                  "reason": "SERVICE_DISABLED",
                  "metadata": {
                    "consumer": "projects/shop-4711"
                  }
                }
              ]
            }
          }
          ]""");

  static final Pasted PREPAID =
      new Pasted(
          Kind.BILLING,
          """
          HTTP/1.1 402 Payment Required
          Content-Type: application/json

          {
            "error": {
              "code": 402,
              "message": "Your prepayment credits are depleted.",
              "status": "RESOURCE_EXHAUSTED"
            }
          }""");

  static final Pasted INTERACTIONS =
      new Pasted(
          Kind.RATE_REQUESTS_PER_MINUTE,
          "{\"error\":{\"message\":\"Rate limit exceeded for model gemini-3.5-flash (limit: 15 requests"
              + " per minute on Free Tier). Please retry in 52s\",\"code\":\"too_many_requests\"}}");

  static final List<Pasted> ALL =
      List.of(
          MINUTE_AS_JSON,
          DAY_FROM_PYTHON,
          KEY_FROM_JAVA,
          OVERLOADED_IN_A_STRING,
          TEXT_PROTO,
          EVENT,
          WRAPPED_BY_A_TERMINAL,
          LIVE,
          MODEL,
          DISABLED,
          PREPAID,
          INTERACTIONS);

  private PastedErrors() {}
}
