package io.geminiquota.agent.explain;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One line of a JSON Lines input.
 *
 * @param httpStatus 0 if the line has none
 * @param retryAfter the value of the HTTP header, null if the line has none
 * @param payload what is to be classified
 */
record PayloadLine(int httpStatus, @Nullable String retryAfter, String payload) {

  private static final String NO_OBJECT = "The line is no JSON object";
  private static final int STATUS_DIGITS = 3;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  /** A line that cannot be classified; the message says why. */
  static final class Unusable extends Exception {

    private static final long serialVersionUID = 1;

    Unusable(String message) {
      super(message);
    }
  }

  /**
   * Reads a line.
   *
   * @throws Unusable if it is not as it should be; the message is one sentence without its stop
   */
  static PayloadLine read(String line) throws Unusable {
    if (line.isBlank()) {
      throw new Unusable("The line is empty");
    }
    try (JsonParser parser = JSON.createParser(line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new Unusable(NO_OBJECT);
      }
      PayloadLine read = fields(parser);
      if (parser.nextToken() != null) {
        throw new Unusable("Something follows the JSON object of the line");
      }
      return read;
    } catch (IOException notJson) {
      throw new Unusable(NO_OBJECT);
    }
  }

  private static PayloadLine fields(JsonParser parser) throws IOException, Unusable {
    int httpStatus = 0;
    String retryAfter = null;
    String payload = null;
    for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      switch (field) {
        case "http_status" -> httpStatus = status(parser, value);
        case "retry_after" -> retryAfter = text(parser, value, field);
        case "payload" -> payload = text(parser, value, field);
        default -> parser.skipChildren();
      }
    }
    if (payload == null) {
      throw new Unusable("The line has no payload");
    }
    return new PayloadLine(httpStatus, retryAfter, payload);
  }

  private static int status(JsonParser parser, JsonToken value) throws IOException, Unusable {
    if (value == JsonToken.VALUE_NULL) {
      return 0;
    }
    String digits = value == JsonToken.VALUE_NUMBER_INT ? parser.getText() : "-";
    if (digits.length() > STATUS_DIGITS || digits.startsWith("-")) {
      throw new Unusable("The http_status of the line is no status code");
    }
    return Integer.parseInt(digits);
  }

  private static @Nullable String text(JsonParser parser, JsonToken value, String field)
      throws IOException, Unusable {
    if (value == JsonToken.VALUE_NULL) {
      return null;
    }
    if (value != JsonToken.VALUE_STRING) {
      throw new Unusable("The " + field + " of the line is no string");
    }
    return parser.getText();
  }
}
