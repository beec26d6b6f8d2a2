package io.geminiquota.testkit.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** The successful answers that the Gemini API and Vertex AI have in common. */
final class GoogleAnswers {

  /** A transparent PNG of one pixel. */
  static final String PNG =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAAC0lEQVR4nGNg"
          + "AAIAAAUAAXpeqz8AAAAASUVORK5CYII=";

  private GoogleAnswers() {}

  static Reply of(ModelRequest request) {
    return switch (request.operation()) {
      case STREAM_GENERATE_CONTENT -> stream(request);
      case EMBED_CONTENT -> whole(JsonObject.of("embedding", embedding()));
      case BATCH_EMBED_CONTENTS ->
          whole(
              JsonObject.of(
                  "embeddings", request.texts().stream().map(text -> embedding()).toList()));
      case COUNT_TOKENS ->
          whole(
              JsonObject.of("totalTokens", request.inputTokens())
                  .with("promptTokensDetails", details(request.inputTokens())));
      case BATCH_GENERATE_CONTENT -> whole(batchJob(request));
      case PREDICT -> whole(JsonObject.of("predictions", predictions(request)));
      case LIST_MODELS ->
          whole(
              JsonObject.of("models", List.of(model("gemini-2.5-flash"), model("gemini-2.5-pro"))));
      case GET_MODEL -> whole(model(request.model()));
      default -> whole(generated(request, parts(request), true));
    };
  }

  /** A vector of a text: any, but always the same. */
  static List<Double> vector() {
    return List.of(0.5, -0.5, 0.5, -0.5);
  }

  private static Reply whole(JsonObject body) {
    return Reply.whole(200, body.toJson());
  }

  private static Reply stream(ModelRequest request) {
    List<JsonObject> chunks = new ArrayList<>();
    List<String> pieces = StreamFrame.pieces(request.answerText());
    for (int i = 0; i < pieces.size(); i++) {
      boolean last = i == pieces.size() - 1;
      List<JsonObject> parts = new ArrayList<>(List.of(JsonObject.of("text", pieces.get(i))));
      if (last) {
        parts.addAll(images(request));
      }
      chunks.add(generated(request, parts, last));
    }
    return request.streaming() == Streaming.SSE
        ? Reply.chunked(200, Reply.EVENT_STREAM, chunks.stream().map(StreamFrame::data).toList())
        : Reply.chunked(200, Reply.JSON, StreamFrame.listElements(chunks));
  }

  private static JsonObject generated(
      ModelRequest request, List<JsonObject> parts, boolean finished) {
    JsonObject candidate =
        JsonObject.of("content", JsonObject.of("parts", parts).with("role", "model"));
    if (finished) {
      candidate.with("finishReason", "STOP");
    }
    candidate.with("index", 0);
    return JsonObject.of("candidates", List.of(candidate))
        .with("usageMetadata", usage(request))
        .with("modelVersion", request.model())
        .with("responseId", request.id());
  }

  private static List<JsonObject> parts(ModelRequest request) {
    List<JsonObject> parts = new ArrayList<>(List.of(JsonObject.of("text", request.answerText())));
    parts.addAll(images(request));
    return parts;
  }

  private static List<JsonObject> images(ModelRequest request) {
    return LongStream.range(0, request.images())
        .mapToObj(
            i ->
                JsonObject.of(
                    "inlineData", JsonObject.of("mimeType", "image/png").with("data", PNG)))
        .toList();
  }

  private static JsonObject usage(ModelRequest request) {
    long in = request.inputTokens();
    long out = request.outputTokens();
    return JsonObject.of("promptTokenCount", in)
        .with("candidatesTokenCount", out)
        .with("totalTokenCount", in + out)
        .with("promptTokensDetails", details(in));
  }

  private static List<JsonObject> details(long tokens) {
    return List.of(JsonObject.of("modality", "TEXT").with("tokenCount", tokens));
  }

  private static JsonObject batchJob(ModelRequest request) {
    String name = "batches/" + request.id();
    return JsonObject.of("name", name)
        .with(
            "metadata",
            JsonObject.of("name", name)
                .with("model", "models/" + request.model())
                .with("state", "BATCH_STATE_PENDING"));
  }

  private static JsonObject embedding() {
    return JsonObject.of("values", vector());
  }

  private static List<JsonObject> predictions(ModelRequest request) {
    if (request.isTextPrediction()) {
      JsonObject statistics =
          JsonObject.of("truncated", false).with("token_count", request.inputTokens());
      return request.texts().stream()
          .map(
              text ->
                  JsonObject.of(
                      "embeddings",
                      JsonObject.of("statistics", statistics).with("values", vector())))
          .toList();
    }
    return LongStream.range(0, request.images())
        .mapToObj(i -> JsonObject.of("mimeType", "image/png").with("bytesBase64Encoded", PNG))
        .toList();
  }

  private static JsonObject model(String name) {
    return JsonObject.of("name", "models/" + name)
        .with("version", "001")
        .with("displayName", name)
        .with("inputTokenLimit", 1_048_576)
        .with("outputTokenLimit", 65_536)
        .with(
            "supportedGenerationMethods",
            List.of("generateContent", "countTokens", "embedContent", "batchEmbedContents"));
  }
}
