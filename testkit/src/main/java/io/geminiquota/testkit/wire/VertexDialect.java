package io.geminiquota.testkit.wire;

import io.geminiquota.testkit.quota.Violation;

/**
 * Vertex AI. Its quota errors name the quota in the message only: no number, no details, no hint.
 */
final class VertexDialect implements Dialect {

  @Override
  public Reply success(ModelRequest request) {
    return GoogleAnswers.of(request);
  }

  @Override
  public Reply failure(ModelRequest request, ApiError error) {
    return GoogleErrors.reply(request, error);
  }

  @Override
  public String streamError(ModelRequest request, ApiError error) {
    return GoogleErrors.streamError(request, error);
  }

  @Override
  public ApiError quotaExceeded(QuotaExceeded exceeded) {
    Violation violation = exceeded.foremost();
    return ApiError.of(
        429,
        "RESOURCE_EXHAUSTED",
        "too_many_requests",
        "Quota exceeded for %s/%s with base model: %s. Please submit a quota increase request. https://cloud.google.com/vertex-ai/docs/generative-ai/quotas-genai."
            .formatted(
                service(), metric(violation, exceeded.request()), exceeded.request().model()));
  }

  @Override
  public ApiError missingCredentials() {
    return ApiErrors.missingCredentials(this);
  }

  @Override
  public String service() {
    return "aiplatform.googleapis.com";
  }

  /** The per-day name follows the pattern of the others: Vertex AI publishes none. */
  private static String metric(Violation violation, ModelRequest request) {
    boolean generates = request.operation().family() == Operation.Family.GENERATE;
    return switch (violation.dimension()) {
      case REQUESTS_PER_MINUTE ->
          generates
              ? "generate_content_requests_per_minute_per_project_per_base_model"
              : "online_prediction_requests_per_base_model";
      case INPUT_TOKENS_PER_MINUTE ->
          generates
              ? "generate_content_input_tokens_per_minute_per_project_per_base_model"
              : "online_prediction_input_tokens_per_minute_per_base_model";
      case IMAGES_PER_MINUTE -> "generate_content_image_gen_per_project_per_base_model";
      case REQUESTS_PER_DAY -> "generate_content_requests_per_day_per_project_per_base_model";
      case CONCURRENT_REQUESTS -> "bidi_gen_concurrent_reqs_per_project_per_base_model";
    };
  }
}
