package io.geminiquota.engine.usage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The object of an answer that tells the usage, under the names of every dialect. */
final class UsageObject {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .build();

  private static final long ABSENT = -1;

  private long prompt = ABSENT;
  private long answer;
  private long thoughts;
  private long cached;
  private long total;

  private UsageObject() {}

  /** Reads the object; null if it does not tell the tokens of the prompt, or is no JSON. */
  static @Nullable Usage read(byte[] json, int length) {
    UsageObject object = new UsageObject();
    try (JsonParser parser = JSON.createParser(json, 0, length)) {
      parser.nextToken();
      object.readFields(parser, true);
    } catch (IOException e) {
      return null;
    }
    return object.prompt == ABSENT
        ? null
        : new Usage(object.prompt, object.answer, object.thoughts, object.cached, object.total);
  }

  /** Details are objects with further fields, of which only OpenAI's two are not told elsewhere. */
  private void readFields(JsonParser parser, boolean outermost) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (value == JsonToken.START_OBJECT && outermost) {
        readFields(parser, false);
      } else if (value == JsonToken.VALUE_NUMBER_INT) {
        set(name, parser.getLongValue(), outermost);
      } else {
        parser.skipChildren();
      }
    }
  }

  private void set(String name, long tokens, boolean outermost) {
    if (tokens < 0) {
      return;
    }
    switch (name) {
      case "reasoning_tokens" -> thoughts = tokens;
      case "cached_tokens" -> cached = tokens;
      default -> {
        if (outermost) {
          setOutermost(name, tokens);
        }
      }
    }
  }

  private void setOutermost(String name, long tokens) {
    switch (name) {
      case "promptTokenCount",
          "prompt_token_count",
          "prompt_tokens",
          "total_input_tokens",
          "input_tokens" ->
          prompt = tokens;
      case "candidatesTokenCount",
          "candidates_token_count",
          "completion_tokens",
          "total_output_tokens",
          "output_tokens" ->
          answer = tokens;
      case "thoughtsTokenCount",
          "thoughts_token_count",
          "total_thought_tokens",
          "total_reasoning_tokens" ->
          thoughts = tokens;
      case "cachedContentTokenCount", "cached_content_token_count", "total_cached_tokens" ->
          cached = tokens;
      case "totalTokenCount", "total_token_count", "total_tokens" -> total = tokens;
      default -> {}
    }
  }
}
