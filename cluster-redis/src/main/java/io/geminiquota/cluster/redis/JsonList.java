package io.geminiquota.cluster.redis;

/** Writes a list in JSON, with the commas where they belong. */
final class JsonList {

  private final StringBuilder text = new StringBuilder(256).append('[');

  JsonList number(long number) {
    comma().text.append(number);
    return this;
  }

  JsonList word(String word) {
    comma().text.append('"');
    for (int i = 0; i < word.length(); i++) {
      char letter = word.charAt(i);
      if (letter == '"' || letter == '\\') {
        text.append('\\').append(letter);
      } else if (letter < ' ') {
        text.append(String.format("\\u%04x", (int) letter));
      } else {
        text.append(letter);
      }
    }
    text.append('"');
    return this;
  }

  JsonList begin() {
    comma().text.append('[');
    return this;
  }

  JsonList end() {
    text.append(']');
    return this;
  }

  /** The whole of it. */
  String written() {
    return text + "]";
  }

  private JsonList comma() {
    char last = text.charAt(text.length() - 1);
    if (last != '[') {
      text.append(',');
    }
    return this;
  }
}
