package io.geminiquota.engine.usage;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Finds the strings of a body where they lie in it, so that none has to be decoded. */
final class BodyStrings {

  private final byte[] body;

  BodyStrings(byte[] body) {
    this.body = body;
  }

  /**
   * Where the characters of the parser's current string begin. A body in UTF-16 is parsed, too, but
   * tells no positions: all its strings are empty. Nobody sends one.
   */
  int start(JsonParser parser) {
    long quote = parser.currentTokenLocation().getByteOffset();
    boolean known = quote >= 0 && quote < body.length && body[(int) quote] == '"';
    return known ? (int) quote + 1 : body.length;
  }

  /** Where the string that begins there ends, before its quote. */
  int end(int start) {
    int i = start;
    while (i < body.length && body[i] != '"') {
      i += body[i] == '\\' ? 2 : 1;
    }
    return Math.min(i, body.length);
  }

  /** Whether the current value is a string with this ending; skips any other value. */
  boolean endsWith(JsonParser parser, String ending) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      parser.skipChildren();
      return false;
    }
    int from = end(start(parser)) - ending.length();
    for (int i = 0; i < ending.length(); i++) {
      if (from < 0 || body[from + i] != ending.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
