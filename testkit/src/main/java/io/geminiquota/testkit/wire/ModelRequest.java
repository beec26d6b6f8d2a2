package io.geminiquota.testkit.wire;

import io.geminiquota.testkit.quota.Cost;
import java.util.List;

/**
 * A request as far as it matters here.
 *
 * @param id names the answer
 * @param model without any {@code models/} in front
 * @param prompt the text in the body
 */
public record ModelRequest(
    String id,
    String apiVersion,
    Operation operation,
    String model,
    Streaming streaming,
    JsonObject body,
    PromptText prompt) {

  private static final int ECHO_LENGTH = 60;

  /**
   * Reads a body.
   *
   * @param query the query string of the address, empty if there is none
   */
  public static ModelRequest read(String id, Endpoint endpoint, String query, JsonObject body) {
    String model = endpoint.model().orElseGet(() -> body.text("model"));
    return new ModelRequest(
        id,
        endpoint.version(),
        endpoint.operation(),
        model.substring(model.lastIndexOf('/') + 1),
        streaming(endpoint.operation(), query, body),
        body,
        PromptText.of(body));
  }

  private static Streaming streaming(Operation operation, String query, JsonObject body) {
    return switch (operation) {
      case STREAM_GENERATE_CONTENT ->
          List.of(query.split("&")).contains("alt=sse") ? Streaming.SSE : Streaming.JSON_LIST;
      case CREATE_INTERACTION, CHAT_COMPLETIONS ->
          body.truth("stream") ? Streaming.SSE : Streaming.NONE;
      default -> Streaming.NONE;
    };
  }

  /** What this request uses of the quotas. */
  public Cost cost() {
    long requests = operation.family() == Operation.Family.EMBED ? texts().size() : 1;
    return new Cost(requests, inputTokens(), images());
  }

  /** The estimate of input tokens; see {@link PromptText}. */
  public long inputTokens() {
    return prompt.tokens();
  }

  /** How many tokens the answer's text has, by the same rule. */
  long outputTokens() {
    return PromptText.tokens(answerText());
  }

  /** The answer to every prompt: its own beginning. */
  String answerText() {
    String asked = prompt.last();
    int end =
        asked.offsetByCodePoints(0, Math.min(ECHO_LENGTH, asked.codePointCount(0, asked.length())));
    return "Echo: " + asked.substring(0, end);
  }

  /** How many images the answer holds. */
  long images() {
    return switch (operation) {
      case GENERATE_CONTENT, STREAM_GENERATE_CONTENT ->
          asksForImage() ? body.object("generationConfig").number("candidateCount", 1) : 0;
      case PREDICT -> isTextPrediction() ? 0 : body.object("parameters").number("sampleCount", 1);
      default -> 0;
    };
  }

  /** Whether a {@code predict} asks for embeddings, not images. */
  boolean isTextPrediction() {
    return body.list("instances").stream()
        .anyMatch(
            instance -> instance instanceof JsonObject object && !object.text("content").isEmpty());
  }

  /** The texts to embed, one at least. */
  List<?> texts() {
    List<?> texts =
        switch (operation) {
          case BATCH_EMBED_CONTENTS -> body.list("requests");
          case OPENAI_EMBEDDINGS -> body.list("input");
          case PREDICT -> body.list("instances");
          default -> List.of();
        };
    return texts.isEmpty() ? List.of(body) : texts;
  }

  private boolean asksForImage() {
    return body.object("generationConfig").list("responseModalities").contains("IMAGE")
        || model.endsWith("-image");
  }
}
