package io.geminiquota.testkit.wire;

import io.geminiquota.testkit.Tier;
import io.geminiquota.testkit.quota.Dimension;

/**
 * What the Gemini API calls a quota in its errors. Names were taken from published error bodies.
 * For images and for requests at the same time none was published: those names follow Google's
 * quota listings and their pattern.
 *
 * @param metric without the service in front
 */
record QuotaName(String metric, String quotaId) {

  static QuotaName of(Dimension dimension, Operation.Family family, Tier tier) {
    return switch (dimension) {
      case REQUESTS_PER_MINUTE -> requests(family, tier, "Minute");
      case REQUESTS_PER_DAY -> requests(family, tier, "Day");
      case INPUT_TOKENS_PER_MINUTE ->
          tier == Tier.FREE
              ? new QuotaName(
                  "generate_content_free_tier_input_token_count",
                  "GenerateContentInputTokensPerModelPerMinute-FreeTier")
              : new QuotaName(
                  "generate_content_paid_tier_input_token_count",
                  "GenerateContentPaidTierInputTokensPerModelPerMinute");
      case IMAGES_PER_MINUTE ->
          tier == Tier.FREE
              ? new QuotaName(
                  "generated_images_free_tier_per_model",
                  "GenerateImagesPerMinutePerProjectPerModel-FreeTier")
              : new QuotaName(
                  "generated_images_paid_tier_1_per_model",
                  "GenerateImagesPerMinutePerProjectPerModel");
      case CONCURRENT_REQUESTS ->
          new QuotaName(
              "bidi_gen_concurrent_reqs_per_project_per_base_model",
              "BidiGenContentConcurrentReqsPerProjectPerBaseModel");
    };
  }

  private static QuotaName requests(Operation.Family family, Tier tier, String window) {
    return switch (family) {
      case EMBED ->
          tier == Tier.FREE
              ? new QuotaName(
                  "embed_content_free_tier_requests",
                  "EmbedContentRequestsPer" + window + "PerProjectPerModel-FreeTier")
              : new QuotaName(
                  "embed_content_paid_tier_requests",
                  "EmbedContentPer" + window + "PerProjectPerUserPerModel-PaidTier");
      case PREDICT ->
          new QuotaName(
              window.equals("Day")
                  ? "predict_requests_per_model_per_day_paid_tier_1"
                  : "predict_requests_per_model",
              "PredictRequestsPer" + window + "PerProjectPerModelPaidTier1");
      case GENERATE, FREE ->
          tier == Tier.FREE
              ? new QuotaName(
                  "generate_content_free_tier_requests",
                  "GenerateRequestsPer" + window + "PerProjectPerModel-FreeTier")
              : new QuotaName(
                  window.equals("Day")
                      ? "generate_requests_per_model_per_day"
                      : "generate_requests_per_model",
                  "GenerateRequestsPer" + window + "PerProjectPerModel");
    };
  }
}
