package io.geminiquota.engine.usage;

/**
 * The JSON of a body, token by token, where it lies: nothing is decoded and nothing is allocated,
 * because every call passes here. Takes whatever comes: of what is no JSON it makes some tokens,
 * and then ends.
 */
final class BodyTokens {

  /** What can stand in JSON. */
  enum Token {
    OBJECT,
    END_OF_OBJECT,
    LIST,
    END_OF_LIST,
    /** The name of a field; its value is next. */
    NAME,
    STRING,
    NUMBER,
    /** {@code true}, {@code false}, {@code null}, or what is no JSON. */
    WORD,
    END
  }

  /** No request is nested as deep; every level takes room on the application's own stack. */
  private static final int DEEPEST = 200;

  private final byte[] body;
  private int next;
  private int depth;
  private Token current = Token.END;
  private int from;
  private int to;

  BodyTokens(byte[] body) {
    this.body = body;
  }

  /** Goes on to the next token. */
  Token next() {
    next = afterSpace(next);
    current = next < body.length && depth <= DEEPEST ? read(body[next]) : Token.END;
    return current;
  }

  Token current() {
    return current;
  }

  /** Goes on to the next element of a list that was entered; false at its end. */
  boolean nextElement() {
    return next() != Token.END_OF_LIST && current != Token.END;
  }

  /** Where the characters of the current name, string, number or word begin: after the quote. */
  int from() {
    return from;
  }

  /** Where they end: before the quote. */
  int to() {
    return to;
  }

  /** The field that the current name names. */
  Field field() {
    return Field.named(body, from, to);
  }

  /** Goes on to the end of the current object or list, if it is one. */
  void skip() {
    int around = depth - 1;
    if (current == Token.OBJECT || current == Token.LIST) {
      while (depth > around && next() != Token.END) {}
    }
  }

  /** Whether the current value is a string with this ending; skips any other value. */
  boolean endsWith(String ending) {
    int start = to - ending.length();
    if (current != Token.STRING || start < from) {
      skip();
      return false;
    }
    for (int i = 0; i < ending.length(); i++) {
      if (body[start + i] != ending.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The current value if it is a whole number, at most {@code most} and at least 1; 1 for any other
   * value, which is skipped.
   */
  long number(long most) {
    if (current != Token.NUMBER) {
      skip();
      return 1;
    }
    long number = 0;
    for (int i = from; i < to; i++) {
      if (body[i] < '0' || body[i] > '9') {
        return 1;
      }
      number = Math.min(most, number * 10 + body[i] - '0');
    }
    return Math.max(1, number);
  }

  private Token read(byte first) {
    switch (first) {
      case '{', '[' -> {
        next++;
        depth++;
        return first == '{' ? Token.OBJECT : Token.LIST;
      }
      case '}', ']' -> {
        next++;
        depth--;
        return first == '}' ? Token.END_OF_OBJECT : Token.END_OF_LIST;
      }
      case '"' -> {
        return readString();
      }
      default -> {
        return readWord(first);
      }
    }
  }

  /** Only a name has a colon behind it. */
  private Token readString() {
    from = next + 1;
    int i = from;
    while (i < body.length && body[i] != '"') {
      i += body[i] == '\\' ? 2 : 1;
    }
    to = Math.min(i, body.length);
    next = afterWhite(to + 1);
    boolean isName = next < body.length && body[next] == ':';
    return isName ? Token.NAME : Token.STRING;
  }

  private Token readWord(byte first) {
    from = next;
    while (next < body.length && isOfWord(body[next])) {
      next++;
    }
    to = next;
    return first == '-' || (first >= '0' && first <= '9') ? Token.NUMBER : Token.WORD;
  }

  private static boolean isOfWord(byte b) {
    return switch (b) {
      case '{', '}', '[', ']', '"', ',', ':' -> false;
      default -> !isWhite(b);
    };
  }

  /** What stands between two tokens: their order tells as much. */
  private int afterSpace(int start) {
    int i = start;
    while (i < body.length && (body[i] == ',' || body[i] == ':' || isWhite(body[i]))) {
      i++;
    }
    return i;
  }

  private int afterWhite(int start) {
    int i = start;
    while (i < body.length && isWhite(body[i])) {
      i++;
    }
    return i;
  }

  /** White space, and the bytes of a byte order mark, which are negative. */
  private static boolean isWhite(byte b) {
    return b <= ' ';
  }
}
