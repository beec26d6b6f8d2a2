package io.geminiquota.testkit.wire;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The text of a request, and the rule for its tokens: every string that stands under {@code text},
 * {@code content}, {@code prompt}, {@code input} or a system instruction counts; four characters
 * make a token, rounded up over the whole request, and every inline medium makes 258 more, the
 * documented size of a small image. A request has one token at least.
 */
final class PromptText {

  private static final int CHARACTERS_PER_TOKEN = 4;
  private static final int TOKENS_PER_MEDIUM = 258;
  private static final Set<String> TEXTS =
      Set.of("text", "content", "prompt", "input", "system_instruction");
  private static final Set<String> INSTRUCTIONS =
      Set.of("systemInstruction", "system_instruction", "tools");
  private static final Set<String> MEDIA =
      Set.of("inlineData", "inline_data", "fileData", "file_data", "image_url");

  private long characters;
  private long media;
  private String last = "";

  private PromptText() {}

  static PromptText of(JsonObject body) {
    PromptText prompt = new PromptText();
    prompt.readObject(body, true);
    return prompt;
  }

  static long tokens(String text) {
    return Math.max(1, (text.length() + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN);
  }

  long tokens() {
    long text = (characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
    return Math.max(1, text + media * TOKENS_PER_MEDIUM);
  }

  /** The last text of the conversation: what is asked. */
  String last() {
    return last;
  }

  private void readObject(JsonObject object, boolean conversation) {
    for (Map.Entry<String, @Nullable Object> field : object.fields().entrySet()) {
      String name = field.getKey();
      if (MEDIA.contains(name)) {
        media++;
      } else {
        read(name, field.getValue(), conversation && !INSTRUCTIONS.contains(name));
      }
    }
  }

  private void read(String name, @Nullable Object value, boolean conversation) {
    if (value instanceof JsonObject object) {
      readObject(object, conversation);
    } else if (value instanceof List<?> list) {
      list.forEach(element -> read(name, element, conversation));
    } else if (value instanceof String text && TEXTS.contains(name)) {
      characters += text.length();
      if (conversation) {
        last = text;
      }
    }
  }
}
