package io.geminiquota.engine.cache;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.route.Operation;
import io.geminiquota.engine.usage.AnswerSummary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may have an answer beside the one who asked for it. */
enum Worth {
  /** Whoever asks the same, as long as it is kept. */
  KEPT,
  /** Who has asked the same meanwhile: it is what the model had to say, but not all of it. */
  SHARED,
  /** Nobody. */
  NONE;

  private static final JsonFactory JSON = new JsonFactory();
  private static final String DATA = "data:";
  private static final String EVENT = "event:";
  private static final String DONE = "[DONE]";

  /** That the model has said all that it had to say, in the words of each dialect. */
  private static final Set<String> ENDS =
      Set.of("STOP", "MAX_TOKENS", "stop", "length", "tool_calls", "function_call");

  /**
   * Judges an answer with status 200 that was read to its end. A stream in which nothing ends was
   * cut: some servers do that without a word.
   *
   * @param body one JSON document, a list of them, or a stream of events
   */
  static Worth of(GeminiCall call, byte[] body, @Nullable AnswerSummary summary) {
    if (!isSound(new String(body, StandardCharsets.UTF_8))) {
      return NONE;
    }
    Operation operation = call.operation();
    boolean generated = operation == Operation.GENERATE_CONTENT || operation == Operation.CHAT;
    if (!generated) {
      return KEPT;
    }
    List<String> reasons = summary == null ? List.of() : summary.finishReasons();
    if (reasons.isEmpty()) {
      return call.streaming() ? NONE : SHARED;
    }
    return ENDS.containsAll(reasons) ? KEPT : SHARED;
  }

  private static boolean isSound(String body) {
    String text = body.strip();
    boolean document = text.startsWith("{") || text.startsWith("[");
    return document ? isAnswer(text) : areAnswers(text);
  }

  private static boolean areAnswers(String events) {
    boolean found = false;
    for (String line : events.split("\\R", -1)) {
      if (line.startsWith(EVENT) && line.substring(EVENT.length()).strip().equals("error")) {
        return false;
      }
      if (line.startsWith(DATA)) {
        String data = line.substring(DATA.length()).strip();
        if (!data.equals(DONE) && !isAnswer(data)) {
          return false;
        }
        found = true;
      }
    }
    return found;
  }

  /** Whether it is a document, or a list of them, that says of no error. */
  private static boolean isAnswer(String json) {
    try (JsonParser parser = JSON.createParser(json)) {
      JsonToken first = parser.nextToken();
      boolean list = first == JsonToken.START_ARRAY;
      JsonToken document = list ? parser.nextToken() : first;
      while (document == JsonToken.START_OBJECT) {
        if (tellsAnError(parser)) {
          return false;
        }
        document = parser.nextToken();
      }
      return list
          ? document == JsonToken.END_ARRAY && parser.nextToken() == null
          : first == JsonToken.START_OBJECT && document == null;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean tellsAnError(JsonParser parser) throws IOException {
    boolean error = false;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean named = parser.currentName().equals("error");
      JsonToken value = parser.nextToken();
      error |= named && value != JsonToken.VALUE_NULL;
      parser.skipChildren();
    }
    return error;
  }
}
