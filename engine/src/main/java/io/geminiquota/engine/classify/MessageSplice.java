package io.geminiquota.engine.classify;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts a text behind the value of {@code error.message} in a JSON body, and leaves every other
 * character where it is: the body is read only to find the places.
 */
final class MessageSplice {

  private final JsonParser parser;
  private final List<Message> messages = new ArrayList<>(1);

  private MessageSplice(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * The JSON with the text in place; as it was if it has no such message, or is too deep or too
   * long to be an error of Google's; null if it is no JSON.
   */
  static @Nullable String append(String json, String suffix) {
    try (JsonParser parser = JsonErrorReader.JSON.createParser(json)) {
      MessageSplice splice = new MessageSplice(parser);
      boolean empty = true;
      while (parser.nextToken() != null) {
        empty = false;
        splice.envelope();
      }
      return empty ? null : splice.spliced(json, suffix);
    } catch (StreamConstraintsException tooDeep) {
      // May well be JSON to a reader with more patience.
      return json;
    } catch (IOException notJson) {
      return null;
    }
  }

  private void envelope() throws IOException {
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        envelope();
      }
    } else if (parser.currentToken() == JsonToken.START_OBJECT) {
      for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
        boolean object = parser.nextToken() == JsonToken.START_OBJECT;
        if (object && field.equals("error")) {
          error();
        } else {
          parser.skipChildren();
        }
      }
    }
  }

  private void error() throws IOException {
    for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
      boolean text = parser.nextToken() == JsonToken.VALUE_STRING;
      if (text && field.equals("message")) {
        int start = (int) parser.currentTokenLocation().getCharOffset();
        String message = parser.getText();
        messages.add(new Message(start, (int) parser.currentLocation().getCharOffset(), message));
      } else {
        parser.skipChildren();
      }
    }
  }

  private String spliced(String json, String suffix) {
    StringBuilder result = new StringBuilder(json.length() + messages.size() * suffix.length());
    int copied = 0;
    for (Message message : messages) {
      result.append(json, copied, message.start).append('"');
      String text = Secrets.scrub(message.text) + suffix;
      result.append(JsonStringEncoder.getInstance().quoteAsString(text)).append('"');
      copied = message.end;
    }
    return result.append(json, copied, json.length()).toString();
  }

  /** One message: where its token starts and ends in the JSON, and what it says. */
  private record Message(int start, int end, String text) {}
}
