package io.geminiquota.engine.route;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The few fields of a request's body that say where it goes. The rest is skipped, never kept.
 *
 * @param model null when the body names none
 * @param stream whether the answer is to come as a stream
 */
record BodyFields(@Nullable String model, boolean stream) {

  static final BodyFields NONE = new BodyFields(null, false);

  private static final JsonFactory JSON = new JsonFactory();

  /** Reads the top level of a JSON object; what cannot be read is not there. */
  static BodyFields read(byte[] body) {
    String model = null;
    boolean stream = false;
    try (JsonParser parser = JSON.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return NONE;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        JsonToken value = parser.nextToken();
        if (field.equals("model") && value == JsonToken.VALUE_STRING) {
          model = parser.getText();
        } else if (field.equals("stream")) {
          stream = value == JsonToken.VALUE_TRUE;
        } else {
          parser.skipChildren();
        }
      }
      return new BodyFields(model, stream);
    } catch (IOException e) {
      return new BodyFields(model, stream);
    }
  }
}
