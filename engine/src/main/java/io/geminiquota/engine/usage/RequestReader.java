package io.geminiquota.engine.usage;

import io.geminiquota.engine.route.Operation;
import io.geminiquota.engine.usage.BodyTokens.Token;

/**
 * Reads one request from its first byte to its last and adds up what the model will read. Strings
 * are weighed where they lie in the body: none is ever decoded, whatever its length.
 */
final class RequestReader {

  /** A low resolution makes a quarter of the tokens, with all models. */
  private static final int LOW_RESOLUTION = 4;

  private static final long MOST_IMAGES = 1000;

  private final Operation operation;
  private final String model;
  private final byte[] body;
  private final BodyTokens tokens;
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
    this.tokens = new BodyTokens(body);
  }

  RequestSize read() {
    if (tokens.next() == Token.OBJECT) {
      readObject(false, new Medium(body));
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
  private void readObject(boolean structure, Medium medium) {
    depth++;
    while (tokens.next() == Token.NAME) {
      Field field = tokens.field();
      int length = tokens.to() - tokens.from();
      tokens.next();
      if (structure) {
        text.addAscii(length);
        readInStructure(field);
      } else {
        readField(field, medium);
      }
    }
    depth--;
  }

  private void readInStructure(Field field) {
    if (tokens.current() == Token.OBJECT && field.meaning() == Meaning.INLINE_MEDIUM) {
      readMedium(field);
    } else {
      readWhole();
    }
  }

  private void readField(Field field, Medium medium) {
    switch (field.meaning()) {
      case TEXT -> readText(field);
      case STRUCTURE -> readWhole();
      case INLINE_MEDIUM, MEDIUM -> readMedium(field);
      case MEDIA_TYPE, DATA, ADDRESS -> readOfMedium(field, medium);
      case RESOLUTION -> lowResolution |= tokens.endsWith("_LOW");
      case MODALITIES -> readModalities();
      case CANDIDATES -> candidates = tokens.number(MOST_IMAGES);
      case SAMPLES -> samples = tokens.number(MOST_IMAGES);
      case CACHE -> cached |= tokens.current() == Token.STRING;
      case REQUESTS, NONE -> readOther(field);
    }
  }

  private void readOther(Field field) {
    switch (tokens.current()) {
      case OBJECT -> readNested();
      case LIST -> {
        long elements = 0;
        while (tokens.nextElement()) {
          elements++;
          readOther(Field.UNKNOWN);
        }
        countTexts(field.meaning() == Meaning.REQUESTS, elements);
      }
      default -> {}
    }
  }

  /** An object of a conversation, which may be a medium. */
  private void readNested() {
    Medium medium = new Medium(body);
    readObject(false, medium);
    if (medium.isThere()) {
      add(medium);
    }
  }

  /** A string, a list of them, or of the tokens that somebody has made of them already. */
  private void readText(Field field) {
    switch (tokens.current()) {
      case STRING -> {
        textToEmbed |= field.name().equals("content");
        addString();
      }
      case NUMBER -> text.addToken();
      case OBJECT -> readNested();
      case LIST -> {
        long elements = 0;
        while (tokens.nextElement()) {
          elements += tokens.current() == Token.NUMBER ? 0 : 1;
          readText(Field.UNKNOWN);
        }
        countTexts(field.name().equals("input"), elements);
      }
      default -> {}
    }
  }

  private void countTexts(boolean areTexts, long elements) {
    if (areTexts && depth == 1) {
      texts = Math.max(1, elements);
    }
  }

  private void readWhole() {
    switch (tokens.current()) {
      case STRING -> addString();
      case NUMBER -> text.addAscii(tokens.to() - tokens.from());
      case OBJECT -> readObject(true, new Medium(body));
      case LIST -> {
        while (tokens.nextElement()) {
          readWhole();
        }
      }
      default -> {}
    }
  }

  /** What stands under the name of a medium is one, whatever it says. */
  private void readMedium(Field field) {
    Medium medium = Medium.under(field.name(), body);
    switch (tokens.current()) {
      case OBJECT -> readFieldsOfMedium(medium);
      case STRING -> medium.address(tokens.from(), tokens.to());
      default -> tokens.skip();
    }
    add(medium);
  }

  private void readFieldsOfMedium(Medium medium) {
    while (tokens.next() == Token.NAME) {
      Meaning meaning = tokens.field().meaning();
      if (tokens.next() == Token.STRING) {
        medium.tell(meaning, tokens.from(), tokens.to());
      } else {
        tokens.skip();
      }
    }
  }

  private void readOfMedium(Field field, Medium medium) {
    if (tokens.current() == Token.STRING) {
      medium.tell(field.meaning(), tokens.from(), tokens.to());
    } else {
      readOther(field);
    }
  }

  private void add(Medium medium) {
    if (medium.isVisual()) {
      visualTokens += medium.tokens();
    } else {
      otherMediaTokens += medium.tokens();
    }
  }

  private void readModalities() {
    if (tokens.current() != Token.LIST) {
      tokens.skip();
      return;
    }
    while (tokens.nextElement()) {
      imageModality |= tokens.endsWith("IMAGE") || tokens.endsWith("image");
    }
  }

  private void addString() {
    text.addJson(body, tokens.from(), tokens.to());
  }
}
