package io.geminiquota.engine.classify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;

/**
 * Reads the error envelopes of Google's APIs from well-formed JSON: the object form, the list form,
 * the Interactions form, and a body that a client has put as a string or object into its own.
 */
final class JsonErrorReader {

  /** What a text turned out to be. */
  enum Outcome {
    /** An envelope with nothing around it. */
    ERROR,
    /** An envelope inside somebody else's JSON, whose other fields may name more. */
    ERROR_INSIDE,
    /** JSON, but no error in it. */
    NO_ERROR,
    /** No JSON, or broken or cut: nothing that was read so far is to be believed. */
    NOT_JSON
  }

  private static final int DEEPEST = 64;
  private static final int MOST_WRAPPINGS = 4;

  static final JsonFactory JSON =
      JsonFactory.builder()
          // Bodies are data of strangers: no field name of theirs may stay in a table.
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          // Not per thread: a virtual thread per call would fill memory with buffers.
          .recyclerPool(JsonRecyclerPools.newBoundedPool(16))
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
          .build();

  private final JsonParser parser;
  private final ErrorBody body;
  private final int wrapping;
  private boolean found;
  private boolean foreign;

  private JsonErrorReader(JsonParser parser, ErrorBody body, int wrapping) {
    this.parser = parser;
    this.body = body;
    this.wrapping = wrapping;
  }

  static Outcome read(String json, ErrorBody body) {
    return read(json, body, 0);
  }

  private static Outcome read(String json, ErrorBody body, int wrapping) {
    try (JsonParser parser = JSON.createParser(json)) {
      JsonErrorReader reader = new JsonErrorReader(parser, body, wrapping);
      while (parser.nextToken() != null) {
        reader.envelope();
      }
      body.structured |= reader.found;
      if (!reader.found) {
        return Outcome.NO_ERROR;
      }
      return reader.foreign ? Outcome.ERROR_INSIDE : Outcome.ERROR;
    } catch (IOException notJson) {
      return Outcome.NOT_JSON;
    }
  }

  private void envelope() throws IOException {
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        envelope();
      }
    } else if (parser.currentToken() == JsonToken.START_OBJECT) {
      for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
        parser.nextToken();
        if (field.equals("error")) {
          error();
        } else {
          foreign |= !field.equals("event_type");
          envelope();
        }
      }
    }
  }

  private void error() throws IOException {
    switch (parser.currentToken()) {
      case START_OBJECT -> {
        found = true;
        fields();
      }
      case START_ARRAY -> {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          error();
        }
      }
      case VALUE_STRING -> {
        found = true;
        text(parser.getText());
      }
      default -> {}
    }
  }

  /** The fields of an error object; the reader stands at its start. */
  private void fields() throws IOException {
    String message = null;
    String status = null;
    String word = null;
    long code = 0;
    for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      switch (field) {
        case "message" -> {
          if (value == JsonToken.VALUE_STRING) {
            message = parser.getText();
          } else {
            error();
          }
        }
        case "code" -> {
          code = value.isScalarValue() ? JsonDetailsReader.number(parser.getText()) : skipped();
          word = value == JsonToken.VALUE_STRING && code < 0 ? parser.getText() : word;
        }
        case "type" ->
            word = word == null && value == JsonToken.VALUE_STRING ? parser.getText() : word;
        case "status" -> {
          status = value == JsonToken.VALUE_STRING ? parser.getText() : status;
          code = value.isNumeric() && code == 0 ? JsonDetailsReader.number(parser.getText()) : code;
        }
        case "details" -> new JsonDetailsReader(parser, body).read();
        case "error" -> error();
        default -> parser.skipChildren();
      }
    }
    String said = message == null ? "" : message;
    boolean wraps = said.indexOf('{') >= 0 && said.contains("error");
    if (wraps) {
      // The inner body is closer to the cause.
      text(said);
    }
    body.code(code);
    body.status(status == null ? "" : status);
    body.status(word == null ? "" : word);
    if (!wraps) {
      text(said);
    }
  }

  /** A message, which may be a whole body again. */
  private void text(String message) {
    boolean json = message.stripLeading().startsWith("{") || message.stripLeading().startsWith("[");
    boolean read =
        json && wrapping < MOST_WRAPPINGS && isError(read(message.strip(), body, wrapping + 1));
    if (!read) {
      ProseReader.read(message, body);
    }
  }

  private static boolean isError(Outcome outcome) {
    return outcome == Outcome.ERROR || outcome == Outcome.ERROR_INSIDE;
  }

  private long skipped() throws IOException {
    parser.skipChildren();
    return -1;
  }
}
