package io.geminiquota.engine.usage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.geminiquota.engine.route.Operation;
import java.io.IOException;

/**
 * Reads one request from its first byte to its last and adds up what the model will read. Strings
 * are weighed where they lie in the body: none is ever decoded, whatever its length.
 */
final class RequestReader {

  /** No request is nested as deep; every level takes room on the application's own stack. */
  private static final int DEEPEST = 200;

  /** Names come from outside: they must neither be kept for good nor be able to stop us. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
          .build();

  /** A low resolution makes a quarter of the tokens, with all models. */
  private static final int LOW_RESOLUTION = 4;

  private static final long MOST_IMAGES = 1000;

  private final Operation operation;
  private final String model;
  private final byte[] body;
  private final BodyStrings strings;
  private final TextWeight text = new TextWeight();

  private int depth;
  private long texts = 1;
  private long visualTokens;
  private long otherMediaTokens;
  private boolean lowResolution;
  private boolean imageModality;
  private boolean cached;
  private boolean textToEmbed;
  private long candidates = 1;
  private long samples = 1;

  RequestReader(Operation operation, String model, byte[] body) {
    this.operation = operation;
    this.model = model;
    this.body = body;
    this.strings = new BodyStrings(body);
  }

  RequestSize read() {
    try (JsonParser parser = JSON.createParser(body)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        readObject(parser, false, new Medium(body));
      }
    } catch (IOException e) {
      // The server will refuse this body; what was read up to here counts.
    }
    return new RequestSize(
        operation == Operation.EMBEDDINGS ? texts : 1,
        text.tokens(),
        otherMediaTokens + (lowResolution ? visualTokens / LOW_RESOLUTION : visualTokens),
        images(),
        cached);
  }

  private long images() {
    return switch (operation) {
      case GENERATE_CONTENT, CHAT, INTERACTION ->
          imageModality || model.contains("-image") ? candidates : 0;
      case PREDICT -> textToEmbed ? 0 : samples;
      default -> 0;
    };
  }

  /**
   * Reads an object.
   *
   * @param structure whether the model reads all of it, names included
   * @param medium gathers what the object says about a medium
   */
  private void readObject(JsonParser parser, boolean structure, Medium medium) throws IOException {
    depth++;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      Meaning meaning = Meaning.of(name);
      parser.nextToken();
      if (structure) {
        text.addAscii(name.length());
        readInStructure(parser, name, meaning);
      } else {
        readField(parser, name, meaning, medium);
      }
    }
    depth--;
  }

  private void readInStructure(JsonParser parser, String name, Meaning meaning) throws IOException {
    boolean isObject = parser.currentToken() == JsonToken.START_OBJECT;
    if (isObject && meaning == Meaning.INLINE_MEDIUM) {
      readMedium(parser, name);
    } else {
      readWhole(parser);
    }
  }

  private void readField(JsonParser parser, String name, Meaning meaning, Medium medium)
      throws IOException {
    switch (meaning) {
      case TEXT -> readText(parser, name);
      case STRUCTURE -> readWhole(parser);
      case INLINE_MEDIUM, MEDIUM -> readMedium(parser, name);
      case MEDIA_TYPE, DATA, ADDRESS -> readOfMedium(parser, name, meaning, medium);
      case RESOLUTION -> lowResolution |= strings.endsWith(parser, "_LOW");
      case MODALITIES -> readModalities(parser);
      case CANDIDATES -> candidates = number(parser);
      case SAMPLES -> samples = number(parser);
      case CACHE -> cached |= parser.currentToken() == JsonToken.VALUE_STRING;
      case NONE -> readOther(parser, name);
    }
  }

  private void readOther(JsonParser parser, String name) throws IOException {
    switch (parser.currentToken()) {
      case START_OBJECT -> readNested(parser);
      case START_ARRAY -> {
        long elements = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY && parser.currentToken() != null) {
          elements++;
          readOther(parser, "");
        }
        countTexts(name.equals("requests"), elements);
      }
      default -> {}
    }
  }

  /** An object of a conversation, which may be a medium. */
  private void readNested(JsonParser parser) throws IOException {
    Medium medium = new Medium(body);
    readObject(parser, false, medium);
    if (medium.isThere()) {
      add(medium);
    }
  }

  /** A string, a list of them, or of the tokens that somebody has made of them already. */
  private void readText(JsonParser parser, String name) throws IOException {
    switch (parser.currentToken()) {
      case VALUE_STRING -> {
        textToEmbed |= name.equals("content");
        addString(parser);
      }
      case VALUE_NUMBER_INT -> text.addToken();
      case START_OBJECT -> readNested(parser);
      case START_ARRAY -> {
        long elements = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY && parser.currentToken() != null) {
          elements += parser.currentToken() == JsonToken.VALUE_NUMBER_INT ? 0 : 1;
          readText(parser, "");
        }
        countTexts(name.equals("input"), elements);
      }
      default -> {}
    }
  }

  private void countTexts(boolean areTexts, long elements) {
    if (areTexts && depth == 1) {
      texts = Math.max(1, elements);
    }
  }

  private void readWhole(JsonParser parser) throws IOException {
    switch (parser.currentToken()) {
      case VALUE_STRING -> addString(parser);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> text.addAscii(parser.getTextLength());
      case START_OBJECT -> readObject(parser, true, new Medium(body));
      case START_ARRAY -> {
        while (parser.nextToken() != JsonToken.END_ARRAY && parser.currentToken() != null) {
          readWhole(parser);
        }
      }
      default -> {}
    }
  }

  /** What stands under the name of a medium is one, whatever it says. */
  private void readMedium(JsonParser parser, String name) throws IOException {
    Medium medium = Medium.under(name, body);
    switch (parser.currentToken()) {
      case START_OBJECT -> readFieldsOfMedium(parser, medium);
      case VALUE_STRING -> {
        int from = strings.start(parser);
        medium.address(from, strings.end(from));
      }
      default -> parser.skipChildren();
    }
    add(medium);
  }

  private void readFieldsOfMedium(JsonParser parser, Medium medium) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      Meaning meaning = Meaning.of(parser.currentName());
      parser.nextToken();
      if (parser.currentToken() == JsonToken.VALUE_STRING) {
        tell(medium, meaning, parser);
      } else {
        parser.skipChildren();
      }
    }
  }

  private void readOfMedium(JsonParser parser, String name, Meaning meaning, Medium medium)
      throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      tell(medium, meaning, parser);
    } else {
      readOther(parser, name);
    }
  }

  private void tell(Medium medium, Meaning meaning, JsonParser parser) {
    int from = strings.start(parser);
    medium.tell(meaning, from, strings.end(from));
  }

  private void add(Medium medium) {
    if (medium.isVisual()) {
      visualTokens += medium.tokens();
    } else {
      otherMediaTokens += medium.tokens();
    }
  }

  private void readModalities(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY && parser.currentToken() != null) {
      imageModality |= strings.endsWith(parser, "IMAGE") || strings.endsWith(parser, "image");
    }
  }

  private static long number(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
        && parser.getNumberType() == JsonParser.NumberType.INT) {
      return Math.max(1, Math.min(MOST_IMAGES, parser.getIntValue()));
    }
    parser.skipChildren();
    return 1;
  }

  private void addString(JsonParser parser) {
    int from = strings.start(parser);
    text.addJson(body, from, strings.end(from));
  }
}
