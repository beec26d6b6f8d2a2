package io.geminiquota.engine.classify;

import java.util.List;
import java.util.stream.Collectors;

/** Error bodies in the forms that Google's APIs send, built from their parts. */
final class Bodies {

  static final String HOST = "generativelanguage.googleapis.com/";
  static final String FREE_REQUESTS = HOST + "generate_content_free_tier_requests";
  static final String FREE_TOKENS = HOST + "generate_content_free_tier_input_token_count";
  static final String PAID_DAY = HOST + "generate_requests_per_model_per_day";
  static final String RPM = "GenerateRequestsPerMinutePerProjectPerModel-FreeTier";
  static final String RPD = "GenerateRequestsPerDayPerProjectPerModel-FreeTier";
  static final String TPM = "GenerateContentInputTokensPerModelPerMinute-FreeTier";
  static final String TPD = "GenerateContentInputTokensPerModelPerDay-FreeTier";

  /** The sentence with which every quota message begins, whatever the quota. */
  static final String PLAN_AND_BILLING =
      "You exceeded your current quota, please check your plan and billing details.";

  private Bodies() {}

  /** An error without details. */
  static String error(int code, String status, String message) {
    return "{\"error\": {\"code\": %d, \"message\": %s, \"status\": \"%s\"}}"
        .formatted(code, json(message), status);
  }

  static String error(int code, String status, String message, String... details) {
    return "{\"error\": {\"code\": %d, \"message\": %s, \"status\": \"%s\", \"details\": [%s]}}"
        .formatted(code, json(message), status, String.join(", ", details));
  }

  static String interactions(String code, String message) {
    return "{\"error\": {\"message\": %s, \"code\": \"%s\"}}".formatted(json(message), code);
  }

  static String quota429(String message, String... details) {
    return error(429, "RESOURCE_EXHAUSTED", message, details);
  }

  static String quotaFailure(String... violations) {
    return "{\"@type\": \"type.googleapis.com/google.rpc.QuotaFailure\", \"violations\": [%s]}"
        .formatted(String.join(", ", violations));
  }

  static String violation(String metric, String id, String model, long limit) {
    return violationWithoutValue(metric, id, model).replaceAll("}$", "")
        + ", \"quotaValue\": \"%d\"}".formatted(limit);
  }

  /** What is sent for a limit of zero: proto JSON leaves a zero out. */
  static String violationWithoutValue(String metric, String id, String model) {
    return """
        {"quotaMetric": "%s", "quotaId": "%s",
         "quotaDimensions": {"location": "global", "model": "%s"}}"""
        .formatted(metric, id, model);
  }

  static String retryInfo(String delay) {
    return "{\"@type\": \"type.googleapis.com/google.rpc.RetryInfo\", \"retryDelay\": \"%s\"}"
        .formatted(delay);
  }

  static String errorInfo(String reason, String... metadata) {
    String pairs =
        List.of(metadata).stream()
            .map(pair -> pair.split("=", 2))
            .map(pair -> "\"%s\": \"%s\"".formatted(pair[0], pair[1]))
            .collect(Collectors.joining(", "));
    return """
        {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "%s",
         "domain": "googleapis.com", "metadata": {%s}}"""
        .formatted(reason, pairs);
  }

  static String line(String metric, long limit, String model) {
    return "\n* Quota exceeded for metric: %s, limit: %d, model: %s"
        .formatted(metric, limit, model);
  }

  /** A complete 429 of one quota, as the Developer API has sent it since late 2025. */
  static String rateLimited(String metric, String id, String model, long limit, String hint) {
    return quota429(
        PLAN_AND_BILLING + line(metric, limit, model) + "\nPlease retry in " + hint + ".",
        quotaFailure(violation(metric, id, model, limit)),
        retryInfo(hint.replaceAll("\\.\\d+s$", "s")));
  }

  static String json(String text) {
    return '"'
        + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t")
        + '"';
  }
}
