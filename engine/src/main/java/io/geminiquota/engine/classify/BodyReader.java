package io.geminiquota.engine.classify;

import org.jspecify.annotations.Nullable;

/** Finds out which form a body has, and hands it to the reader for that form. Never throws. */
final class BodyReader {

  /** Google's errors are under 10 KB; what is far beyond that is no error of Google's. */
  private static final int MOST_CHARACTERS = 256 * 1024;

  private BodyReader() {}

  static ErrorBody read(int httpStatus, @Nullable String raw) {
    if (raw == null || raw.isBlank()) {
      return new ErrorBody();
    }
    String text = raw.length() > MOST_CHARACTERS ? raw.substring(0, MOST_CHARACTERS) : raw;
    int start = firstCharacter(text);
    if (text.charAt(start) == '{' || text.charAt(start) == '[') {
      return json(httpStatus, text);
    }
    if (isEventStream(text, start)) {
      return events(httpStatus, text);
    }
    return prose(text);
  }

  private static ErrorBody json(int httpStatus, String text) {
    ErrorBody body = new ErrorBody();
    return switch (JsonErrorReader.read(text, body)) {
      case ERROR -> body;
      case ERROR_INSIDE -> {
        ProseReader.readNames(text, body);
        yield body;
      }
      // What a model answered is not searched for words that errors use.
      case NO_ERROR -> isFailure(httpStatus) ? prose(text) : new ErrorBody();
      case NOT_JSON -> prose(text);
    };
  }

  /** The first event that holds an error; a stream may say much before it fails. */
  private static ErrorBody events(int httpStatus, String text) {
    boolean allJson = true;
    for (int start = 0; start < text.length(); ) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      if (text.startsWith("data:", start)) {
        ErrorBody body = new ErrorBody();
        String data = text.substring(start + "data:".length(), end).strip();
        switch (JsonErrorReader.read(data, body)) {
          case ERROR, ERROR_INSIDE -> {
            return body;
          }
          case NO_ERROR -> {}
          case NOT_JSON -> allJson &= data.equals("[DONE]");
        }
      }
      start = end + 1;
    }
    return allJson && !isFailure(httpStatus) ? new ErrorBody() : prose(text);
  }

  private static ErrorBody prose(String text) {
    ErrorBody body = new ErrorBody();
    ProseReader.read(text, body);
    return body;
  }

  private static boolean isFailure(int httpStatus) {
    return httpStatus == 0 || httpStatus >= 400;
  }

  private static boolean isEventStream(String text, int start) {
    boolean comment = text.charAt(start) == ':' && text.indexOf("\ndata:", start) > 0;
    return comment
        || text.startsWith("data:", start)
        || text.startsWith("event:", start)
        || text.startsWith("id:", start);
  }

  private static int firstCharacter(String text) {
    int start = 0;
    while (start < text.length() - 1
        && (Character.isWhitespace(text.charAt(start)) || text.charAt(start) == '\ufeff')) {
      start++;
    }
    return start;
  }
}
