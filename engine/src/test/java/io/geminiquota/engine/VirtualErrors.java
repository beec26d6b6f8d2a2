package io.geminiquota.engine;

import io.geminiquota.engine.VirtualBackend.Failure;

/** Errors in the forms that Google sends them, for the backends of tests in virtual time. */
final class VirtualErrors {

  static final Failure BAD_KEY =
      new Failure(
          400,
          """
          {"error": {"code": 400, "status": "INVALID_ARGUMENT",
            "message": "API key not valid. Please pass a valid API key.",
            "details": [{"@type": "type.googleapis.com/google.rpc.ErrorInfo",
              "reason": "API_KEY_INVALID", "domain": "googleapis.com"}]}}
          """);

  static final Failure BILLING_DISABLED =
      new Failure(
          403,
          """
          {"error": {"code": 403, "status": "PERMISSION_DENIED",
            "message": "This API method requires billing to be enabled.",
            "details": [{"@type": "type.googleapis.com/google.rpc.ErrorInfo",
              "reason": "BILLING_DISABLED", "domain": "googleapis.com",
              "metadata": {"consumer": "projects/123456"}}]}}
          """);

  static final Failure OVERLOADED =
      new Failure(
          503,
          """
          {"error": {"code": 503, "message": "The model is overloaded. Please try again later.",
            "status": "UNAVAILABLE"}}
          """);

  static final Failure INTERNAL =
      new Failure(
          500,
          """
          {"error": {"code": 500, "message": "Internal error encountered.", "status": "INTERNAL"}}
          """);

  static final Failure NO_SUCH_MODEL =
      new Failure(
          404,
          """
          {"error": {"code": 404, "status": "NOT_FOUND",
            "message": "models/gemini-x is not found for API version v1beta."}}
          """);

  static final Failure SILENT =
      new Failure(
          429,
          """
          {"error": {"code": 429, "message": "Resource has been exhausted (e.g. check quota).",
            "status": "RESOURCE_EXHAUSTED"}}
          """);

  private VirtualErrors() {}

  /** Too much was spent in ten minutes; the hint may be null. */
  static Failure spendRate(String hint) {
    String retryInfo =
        "{\"@type\": \"type.googleapis.com/google.rpc.RetryInfo\", \"retryDelay\": \"%s\"}";
    return new Failure(
        429,
        """
        {"error": {"code": 429, "status": "RESOURCE_EXHAUSTED",
          "message": "This project is above its spend-based rate limit. Please slow down.",
          "details": [%s]}}
        """
            .formatted(hint == null ? "" : retryInfo.formatted(hint)));
  }

  /** The quota of a model is zero. */
  static Failure zeroQuota() {
    return quota("GenerateRequestsPerMinutePerProjectPerModel-FreeTier", 0, "12s");
  }

  /** The day's requests are used up; the hint is what the server asks to wait. */
  static Failure dayUsedUp(int limit, String hint) {
    return quota("GenerateRequestsPerDayPerProjectPerModel-FreeTier", limit, hint);
  }

  private static Failure quota(String id, int limit, String hint) {
    return new Failure(
        429,
        """
        {"error": {"code": 429, "status": "RESOURCE_EXHAUSTED",
          "message": "You exceeded your current quota, please check your plan and billing details.",
          "details": [
            {"@type": "type.googleapis.com/google.rpc.QuotaFailure", "violations": [{
              "quotaMetric": "generativelanguage.googleapis.com/generate_content_free_tier_requests",
              "quotaId": "%s",
              "quotaDimensions": {"location": "global", "model": "gemini-x"},
              "quotaValue": "%d"}]},
            {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "%s"}]}}
        """
            .formatted(id, limit, hint));
  }
}
