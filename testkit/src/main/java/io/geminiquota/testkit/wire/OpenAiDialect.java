package io.geminiquota.testkit.wire;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The OpenAI-compatible API of generativelanguage.googleapis.com: OpenAI's answers, but Google's
 * errors, wrapped in a list that strict OpenAI clients stumble over.
 */
final class OpenAiDialect implements Dialect {

  private static final String DONE = "data: [DONE]\n\n";
  private static final long CREATED = 1_790_812_800L;

  @Override
  public Reply success(ModelRequest request) {
    return switch (request.operation()) {
      case OPENAI_EMBEDDINGS -> Reply.whole(200, embeddings(request).toJson());
      case LIST_MODELS -> Reply.whole(200, models().toJson());
      default ->
          request.streaming() == Streaming.SSE
              ? stream(request)
              : Reply.whole(200, completion(request).toJson());
    };
  }

  @Override
  public Reply failure(ModelRequest request, ApiError error) {
    return GoogleErrors.listReply(error);
  }

  @Override
  public String streamError(ModelRequest request, ApiError error) {
    return StreamFrame.data(GoogleErrors.envelope(error));
  }

  @Override
  public ApiError quotaExceeded(QuotaExceeded exceeded) {
    return GeminiDialect.quotaError(exceeded, service());
  }

  @Override
  public ApiError missingCredentials() {
    return ApiErrors.unregisteredCaller();
  }

  @Override
  public String service() {
    return "generativelanguage.googleapis.com";
  }

  private static JsonObject completion(ModelRequest request) {
    JsonObject message = JsonObject.of("role", "assistant").with("content", request.answerText());
    return head(request, "chat.completion")
        .with(
            "choices",
            List.of(
                JsonObject.of("index", 0).with("message", message).with("finish_reason", "stop")))
        .with("usage", usage(request));
  }

  private static Reply stream(ModelRequest request) {
    List<String> chunks = new ArrayList<>();
    List<String> pieces = StreamFrame.pieces(request.answerText());
    for (int i = 0; i < pieces.size(); i++) {
      boolean last = i == pieces.size() - 1;
      chunks.add(StreamFrame.data(chunk(request, pieces.get(i), last ? "stop" : null)));
    }
    chunks.add(DONE);
    return Reply.chunked(200, Reply.EVENT_STREAM, chunks);
  }

  private static JsonObject chunk(
      ModelRequest request, String piece, @Nullable String finishReason) {
    JsonObject delta = JsonObject.of("role", "assistant").with("content", piece);
    JsonObject chunk =
        head(request, "chat.completion.chunk")
            .with(
                "choices",
                List.of(
                    JsonObject.of("index", 0)
                        .with("delta", delta)
                        .with("finish_reason", finishReason)));
    return finishReason == null ? chunk : chunk.with("usage", usage(request));
  }

  private static JsonObject head(ModelRequest request, String type) {
    return JsonObject.of("id", request.id())
        .with("object", type)
        .with("created", CREATED)
        .with("model", request.model());
  }

  private static JsonObject usage(ModelRequest request) {
    return JsonObject.of("prompt_tokens", request.inputTokens())
        .with("completion_tokens", request.outputTokens())
        .with("total_tokens", request.inputTokens() + request.outputTokens());
  }

  private static JsonObject embeddings(ModelRequest request) {
    List<JsonObject> data = new ArrayList<>();
    for (int i = 0; i < request.texts().size(); i++) {
      data.add(
          JsonObject.of("object", "embedding")
              .with("index", i)
              .with("embedding", GoogleAnswers.vector()));
    }
    return JsonObject.of("object", "list")
        .with("data", data)
        .with("model", request.model())
        .with(
            "usage",
            JsonObject.of("prompt_tokens", request.inputTokens())
                .with("total_tokens", request.inputTokens()));
  }

  private static JsonObject models() {
    return JsonObject.of("object", "list")
        .with(
            "data",
            List.of(
                JsonObject.of("id", "models/gemini-2.5-flash")
                    .with("object", "model")
                    .with("owned_by", "google")));
  }
}
