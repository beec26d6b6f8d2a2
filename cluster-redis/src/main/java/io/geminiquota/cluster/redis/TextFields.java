package io.geminiquota.cluster.redis;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several texts in one, each of which may hold anything or be missing. */
final class TextFields {

  private static final char END = '|';
  private static final char ESCAPE = '\\';
  private static final String MISSING = "\\0";

  private TextFields() {}

  static String write(@Nullable Object... fields) {
    StringBuilder text = new StringBuilder();
    for (Object field : fields) {
      if (field == null) {
        text.append(MISSING);
      } else {
        for (char letter : field.toString().toCharArray()) {
          if (letter == END || letter == ESCAPE) {
            text.append(ESCAPE);
          }
          text.append(letter);
        }
      }
      text.append(END);
    }
    return text.toString();
  }

  static List<@Nullable String> read(String text) {
    List<@Nullable String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean missing = false;
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter == END) {
        fields.add(missing ? null : field.toString());
        field.setLength(0);
        missing = false;
      } else if (letter == ESCAPE && i + 1 < text.length()) {
        char escaped = text.charAt(++i);
        if (escaped == '0') {
          missing = true;
        } else {
          field.append(escaped);
        }
      } else {
        field.append(letter);
      }
    }
    return fields;
  }
}
