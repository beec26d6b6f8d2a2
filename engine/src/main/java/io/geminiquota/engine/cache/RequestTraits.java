package io.geminiquota.engine.cache;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.geminiquota.engine.route.Operation;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What in a request's body decides whether another request of the same words is the same request.
 * Nothing of it is kept.
 *
 * @param greedy whether it asks for a temperature of 0
 * @param whole whether all that the model is to know stands in the body: nothing of it is a file, a
 *     cached content or an address, and no tool of the server's looks elsewhere
 */
record RequestTraits(boolean greedy, boolean whole) {

  private static final JsonFactory JSON = new JsonFactory();

  /** The body of a request, null if it is no JSON object. */
  static @Nullable RequestTraits read(Operation operation, byte[] body) {
    try (JsonParser parser = JSON.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      Reading reading = new Reading(operation, parser);
      reading.readObject("", 1);
      return parser.nextToken() == null ? reading.traits() : null;
    } catch (IOException e) {
      return null;
    }
  }

  /** On the way through a body. */
  private static final class Reading {

    /** Names of values that stand elsewhere and may have changed there. */
    private static final Set<String> ADDRESSES =
        Set.of(
            "fileUri",
            "file_uri",
            "gcsUri",
            "gcs_uri",
            "fileId",
            "file_id",
            "cachedContent",
            "cached_content",
            "web_search_options");

    private static final Set<String> CONFIGURATION =
        Set.of("generationConfig", "generation_config");

    /** What a tool may consist of that the application itself runs. */
    private static final Set<String> OWN_TOOL =
        Set.of("functionDeclarations", "function_declarations", "function", "type");

    private final Operation operation;
    private final JsonParser parser;
    private int temperatures;
    private int zeros;
    private boolean elsewhere;

    Reading(Operation operation, JsonParser parser) {
      this.operation = operation;
      this.parser = parser;
    }

    RequestTraits traits() {
      // A name may stand there twice, and only the server knows which one counts.
      return new RequestTraits(temperatures > 0 && zeros == temperatures, !elsewhere);
    }

    void readObject(String within, int depth) throws IOException {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        note(within, name, value, depth);
        readValue(name, value, depth);
      }
    }

    private void readValue(String name, JsonToken value, int depth) throws IOException {
      if (value == JsonToken.START_OBJECT) {
        readObject(name, depth + 1);
      } else if (value == JsonToken.START_ARRAY) {
        JsonToken element = parser.nextToken();
        while (element != JsonToken.END_ARRAY) {
          readValue(name, element, depth);
          element = parser.nextToken();
        }
      }
    }

    private void note(String within, String name, JsonToken value, int depth) throws IOException {
      if (name.equals("temperature") && isConfiguration(within, depth)) {
        temperatures++;
        zeros += isZero(value) ? 1 : 0;
      }
      elsewhere |=
          (ADDRESSES.contains(name) && value != JsonToken.VALUE_NULL)
              || (depth == 2 && within.equals("tools") && !isOwnTool(name, value))
              || isAddress(within, name, value);
    }

    private boolean isConfiguration(String within, int depth) {
      return operation == Operation.CHAT
          ? depth == 1
          : depth == 2 && CONFIGURATION.contains(within);
    }

    private boolean isZero(JsonToken value) throws IOException {
      if (!value.isNumeric() && value != JsonToken.VALUE_STRING) {
        return false;
      }
      try {
        return Double.parseDouble(parser.getText()) == 0;
      } catch (NumberFormatException e) {
        return false;
      }
    }

    private boolean isOwnTool(String name, JsonToken value) throws IOException {
      return OWN_TOOL.contains(name)
          && (!name.equals("type")
              || (value == JsonToken.VALUE_STRING && parser.getText().equals("function")));
    }

    /** In the words of the OpenAI-compatible endpoint; what begins with {@code data:} is here. */
    private boolean isAddress(String within, String name, JsonToken value) throws IOException {
      boolean image =
          name.equals("image_url") || (name.equals("url") && within.equals("image_url"));
      return image && value == JsonToken.VALUE_STRING && !parser.getText().startsWith("data:");
    }
  }
}
