package io.geminiquota.engine.route;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads the demands of one request from its body, in any dialect of the API. */
final class DemandsReader {

  private static final JsonFactory JSON = new JsonFactory();

  /** What is inside of these is the application's own, and its names mean nothing to us. */
  private static final Set<String> OPAQUE =
      Set.of(
          "functionDeclarations",
          "function",
          "args",
          "arguments",
          "response",
          "result",
          "responseSchema",
          "responseJsonSchema",
          "schema",
          "jsonSchema",
          "parameters",
          "labels");

  private final GeminiCall call;
  private final boolean vertex;
  private final byte[] body;

  /** As the application wrote it. */
  private final JsonPath path = new JsonPath();

  /** In camel case: the API takes the names of its fields in either way of writing. */
  private final JsonPath meant = new JsonPath();

  private final Map<Parameter, List<String>> parameters = new EnumMap<>(Parameter.class);
  private Bonds bonds;

  /** Whether the server keeps an interaction, as it does unless it is told not to. */
  private boolean kept = true;

  /**
   * @param bonds those that the request has anyway
   */
  DemandsReader(GeminiCall call, boolean vertex, byte[] body, Bonds bonds) {
    this.call = call;
    this.vertex = vertex;
    this.body = body;
    this.bonds = bonds;
  }

  Demands read() {
    try (JsonParser parser = JSON.createParser(body)) {
      boolean readable =
          parser.nextToken() == JsonToken.START_OBJECT
              && parser.currentTokenLocation().getByteOffset() >= 0;
      if (!readable) {
        return Demands.tied(vertex);
      }
      readObject(parser);
    } catch (IOException e) {
      return Demands.tied(vertex);
    }
    if (call.operation() == Operation.INTERACTION && kept) {
      // It can be gone on with, or asked for again, where it is kept.
      bonds = bonds.and(new Bonds(true, false, false));
    }
    addOutput();
    return new Demands(bonds, vertex, parameters);
  }

  private void readObject(JsonParser parser) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      String field = camelCase(name);
      int mark = path.enter(name);
      int markOfMeant = meant.enter(field);
      parser.nextToken();
      readValue(parser, field);
      meant.leave(markOfMeant);
      path.leave(mark);
    }
  }

  private void readValue(JsonParser parser, String field) throws IOException {
    switch (parser.currentToken()) {
      case START_OBJECT -> {
        look(field, "");
        if (OPAQUE.contains(field)) {
          parser.skipChildren();
        } else {
          readObject(parser);
        }
      }
      case START_ARRAY -> {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          readValue(parser, field);
        }
      }
      case VALUE_NULL -> {}
      case VALUE_FALSE -> kept &= !meant.is("store");
      default -> {
        boolean needed = BondWords.needValueOf(field) || ParameterWords.needValueOf(field);
        look(field, needed ? parser.getText() : "");
      }
    }
  }

  private void look(String field, String value) {
    String where = meant.toString();
    bonds = bonds.and(BondWords.of(vertex, where, field, value));
    for (Parameter parameter : ParameterWords.of(where, field, value)) {
      List<String> paths = parameters.computeIfAbsent(parameter, p -> new ArrayList<>());
      if (!paths.contains(path.toString())) {
        paths.add(path.toString());
      }
    }
  }

  /** Most requests do not say what kind of answer they want: their model says it. */
  private void addOutput() {
    boolean said =
        parameters.containsKey(Parameter.IMAGE_OUTPUT)
            || parameters.containsKey(Parameter.AUDIO_OUTPUT)
            || parameters.containsKey(Parameter.TEXT_OUTPUT);
    if (!said) {
      String model = call.route().model();
      Parameter output =
          model.contains("-tts")
              ? Parameter.AUDIO_OUTPUT
              : model.contains("-image") ? Parameter.IMAGE_OUTPUT : Parameter.TEXT_OUTPUT;
      parameters.put(output, List.of());
    }
  }

  private static String camelCase(String name) {
    if (name.indexOf('_') < 0) {
      return name;
    }
    StringBuilder camel = new StringBuilder();
    for (String part : name.split("_", -1)) {
      camel.append(
          camel.isEmpty() || part.isEmpty()
              ? part
              : part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1));
    }
    return camel.toString();
  }
}
