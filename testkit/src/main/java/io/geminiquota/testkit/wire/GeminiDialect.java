package io.geminiquota.testkit.wire;

import io.geminiquota.testkit.quota.Violation;
import java.util.List;
import java.util.Optional;

/**
 * The Gemini API of generativelanguage.googleapis.com, with its errors as they were in autumn 2026.
 */
final class GeminiDialect implements Dialect {

  private static final String RATE_LIMITS = "https://ai.google.dev/gemini-api/docs/rate-limits";

  @Override
  public Reply success(ModelRequest request) {
    return withTier(GoogleAnswers.of(request));
  }

  @Override
  public Reply failure(ModelRequest request, ApiError error) {
    return withTier(GoogleErrors.reply(request, error));
  }

  @Override
  public String streamError(ModelRequest request, ApiError error) {
    return GoogleErrors.streamError(request, error);
  }

  @Override
  public ApiError quotaExceeded(QuotaExceeded exceeded) {
    return quotaError(exceeded, service());
  }

  @Override
  public ApiError missingCredentials() {
    return ApiErrors.unregisteredCaller();
  }

  @Override
  public String service() {
    return "generativelanguage.googleapis.com";
  }

  static ApiError quotaError(QuotaExceeded exceeded, String service) {
    return new ApiError(
        429,
        "RESOURCE_EXHAUSTED",
        "too_many_requests",
        message(exceeded, service),
        List.of(help(), quotaFailure(exceeded, service), retryInfo(exceeded)),
        Optional.empty());
  }

  /** The header that every answer of this API carries. */
  private static Reply withTier(Reply reply) {
    return reply.withHeader("X-Gemini-Service-Tier", "standard");
  }

  private static String message(QuotaExceeded exceeded, String service) {
    StringBuilder message =
        new StringBuilder(
            "You exceeded your current quota, please check your plan and billing details. For more"
                + " information on this error, head to: "
                + RATE_LIMITS
                + ". To monitor your current usage, head to: https://ai.dev/rate-limit. ");
    for (Violation violation : exceeded.violations()) {
      message
          .append("\n* Quota exceeded for metric: ")
          .append(service)
          .append('/')
          .append(exceeded.nameOf(violation).metric())
          .append(", limit: ")
          .append(violation.limit())
          .append(", model: ")
          .append(exceeded.request().model());
    }
    return message
        .append("\nPlease retry in ")
        .append(RetryText.exact(exceeded.retryAfter()))
        .append('.')
        .toString();
  }

  private static JsonObject help() {
    return ApiError.detail("Help")
        .with(
            "links",
            List.of(
                JsonObject.of("description", "Learn more about Gemini API quotas")
                    .with("url", RATE_LIMITS)));
  }

  private static JsonObject quotaFailure(QuotaExceeded exceeded, String service) {
    return ApiError.detail("QuotaFailure")
        .with(
            "violations",
            exceeded.violations().stream()
                .map(violation -> violation(exceeded, violation, service))
                .toList());
  }

  private static JsonObject violation(QuotaExceeded exceeded, Violation violation, String service) {
    QuotaName name = exceeded.nameOf(violation);
    JsonObject json =
        JsonObject.of("quotaMetric", service + "/" + name.metric())
            .with("quotaId", name.quotaId())
            .with(
                "quotaDimensions",
                JsonObject.of("location", "global").with("model", exceeded.request().model()));
    // The service's own JSON leaves out a value of 0, as it does with every default.
    return violation.limit() == 0
        ? json
        : json.with("quotaValue", Long.toString(violation.limit()));
  }

  private static JsonObject retryInfo(QuotaExceeded exceeded) {
    return ApiError.detail("RetryInfo")
        .with("retryDelay", RetryText.wholeSeconds(exceeded.retryAfter()));
  }
}
