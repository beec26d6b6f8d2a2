package io.geminiquota.testkit.wire;

import io.geminiquota.testkit.Tier;
import io.geminiquota.testkit.quota.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The Interactions API of 2026: its own envelope, its own words, and the only one that sends
 * Retry-After.
 */
final class InteractionsDialect implements Dialect {

  private static final String DONE = "event: done\ndata: [DONE]\n\n";

  @Override
  public Reply success(ModelRequest request) {
    return request.streaming() == Streaming.SSE
        ? stream(request)
        : Reply.whole(200, whole(request));
  }

  @Override
  public Reply failure(ModelRequest request, ApiError error) {
    Reply reply = Reply.whole(error.code(), JsonObject.of("error", body(error)).toJson());
    return error
        .retryAfter()
        .map(delay -> reply.withHeader("Retry-After", Long.toString(delay.toSeconds())))
        .orElse(reply);
  }

  @Override
  public String streamError(ModelRequest request, ApiError error) {
    return StreamFrame.join(
        StreamFrame.event("error", JsonObject.of("error", body(error)).with("event_type", "error")),
        DONE);
  }

  @Override
  public ApiError quotaExceeded(QuotaExceeded exceeded) {
    Violation violation = exceeded.foremost();
    String message =
        "Rate limit exceeded for model %s (limit: %d %s on %s). Please retry in %s or upgrade your tier at https://ai.dev/rate-limit."
            .formatted(
                exceeded.request().model(),
                violation.limit(),
                words(violation),
                exceeded.tier() == Tier.FREE ? "Free Tier" : "Tier 1",
                RetryText.exact(exceeded.retryAfter()));
    return new ApiError(
        429,
        "RESOURCE_EXHAUSTED",
        "too_many_requests",
        message,
        List.of(),
        Optional.of(exceeded.retryAfter()));
  }

  @Override
  public ApiError missingCredentials() {
    return ApiErrors.unregisteredCaller();
  }

  @Override
  public String service() {
    return "generativelanguage.googleapis.com";
  }

  private static JsonObject body(ApiError error) {
    return JsonObject.of("message", error.message()).with("code", error.interactionsCode());
  }

  private static String words(Violation violation) {
    return switch (violation.dimension()) {
      case REQUESTS_PER_MINUTE -> "requests per minute";
      case INPUT_TOKENS_PER_MINUTE -> "input tokens per minute";
      case IMAGES_PER_MINUTE -> "images per minute";
      case REQUESTS_PER_DAY -> "requests per day";
      case CONCURRENT_REQUESTS -> "concurrent requests";
    };
  }

  private static String whole(ModelRequest request) {
    JsonObject step =
        JsonObject.of("type", "model_output")
            .with(
                "content",
                List.of(JsonObject.of("type", "text").with("text", request.answerText())));
    return interaction(request, "completed")
        .with("steps", List.of(step))
        .with("usage", usage(request))
        .toJson();
  }

  private static Reply stream(ModelRequest request) {
    List<String> chunks = new ArrayList<>();
    chunks.add(
        StreamFrame.join(
            lifecycle("interaction.created", interaction(request, "in_progress")),
            StreamFrame.event(
                "step.start",
                JsonObject.of("index", 0)
                    .with("step", JsonObject.of("type", "model_output"))
                    .with("event_type", "step.start"))));
    for (String piece : StreamFrame.pieces(request.answerText())) {
      chunks.add(
          StreamFrame.event(
              "step.delta",
              JsonObject.of("index", 0)
                  .with("delta", JsonObject.of("text", piece).with("type", "text"))
                  .with("event_type", "step.delta")));
    }
    chunks.add(
        StreamFrame.join(
            StreamFrame.event(
                "step.stop", JsonObject.of("index", 0).with("event_type", "step.stop")),
            lifecycle(
                "interaction.completed",
                interaction(request, "completed").with("usage", usage(request))),
            DONE));
    return Reply.chunked(200, Reply.EVENT_STREAM, chunks);
  }

  private static String lifecycle(String type, JsonObject interaction) {
    return StreamFrame.event(
        type, JsonObject.of("interaction", interaction).with("event_type", type));
  }

  private static JsonObject interaction(ModelRequest request, String status) {
    return JsonObject.of("id", request.id())
        .with("object", "interaction")
        .with("model", request.model())
        .with("status", status)
        .with("created", "2026-10-01T00:00:00Z")
        .with("updated", "2026-10-01T00:00:00Z");
  }

  private static JsonObject usage(ModelRequest request) {
    return JsonObject.of("total_input_tokens", request.inputTokens())
        .with("total_output_tokens", request.outputTokens())
        .with("total_tokens", request.inputTokens() + request.outputTokens());
  }
}
