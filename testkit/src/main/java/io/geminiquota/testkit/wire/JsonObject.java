package io.geminiquota.testkit.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object with its fields in order. Values are objects, lists, strings, numbers, booleans or
 * null. Reading what is absent or of another type gives an empty value: requests are judged by what
 * they hold, not by what they lack.
 */
public final class JsonObject {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

  /** An object with one field. */
  public static JsonObject of(String name, @Nullable Object value) {
    return new JsonObject().with(name, value);
  }

  /** An object without fields. */
  public static JsonObject empty() {
    return new JsonObject();
  }

  /**
   * Reads a request body; an empty body is an empty object.
   *
   * @throws IOException if this is no JSON, or no object
   */
  public static JsonObject parse(String json) throws IOException {
    if (json.isBlank()) {
      return empty();
    }
    try (JsonParser parser = FACTORY.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("the body is not a JSON object");
      }
      JsonObject root = readObject(parser);
      if (parser.nextToken() != null) {
        throw new IOException("something follows the JSON object");
      }
      return root;
    }
  }

  /** Adds a field and gives the same object back. */
  public JsonObject with(String name, @Nullable Object value) {
    fields.put(name, value);
    return this;
  }

  /** The string of this name, or an empty one. */
  public String text(String name) {
    return fields.get(name) instanceof String text ? text : "";
  }

  /** The whole number of this name, or another. */
  long number(String name, long otherwise) {
    return fields.get(name) instanceof Number number ? number.longValue() : otherwise;
  }

  /** The boolean of this name, or false. */
  boolean truth(String name) {
    return Boolean.TRUE.equals(fields.get(name));
  }

  /** The object of this name, or an empty one. */
  JsonObject object(String name) {
    return fields.get(name) instanceof JsonObject object ? object : empty();
  }

  /** The list of this name, or an empty one. */
  List<?> list(String name) {
    return fields.get(name) instanceof List<?> list ? list : List.of();
  }

  Map<String, @Nullable Object> fields() {
    return Collections.unmodifiableMap(fields);
  }

  /** This object as text. */
  public String toJson() {
    return write(this);
  }

  /** A list as text. */
  static String listToJson(List<?> list) {
    return write(list);
  }

  private static String write(Object value) {
    StringWriter out = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(out)) {
      writeValue(generator, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  private static void writeValue(JsonGenerator generator, @Nullable Object value)
      throws IOException {
    if (value instanceof JsonObject object) {
      generator.writeStartObject();
      for (Map.Entry<String, @Nullable Object> field : object.fields.entrySet()) {
        generator.writeFieldName(field.getKey());
        writeValue(generator, field.getValue());
      }
      generator.writeEndObject();
    } else if (value instanceof List<?> list) {
      generator.writeStartArray();
      for (Object element : list) {
        writeValue(generator, element);
      }
      generator.writeEndArray();
    } else {
      generator.writePOJO(value);
    }
  }

  private static JsonObject readObject(JsonParser parser) throws IOException {
    JsonObject object = empty();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      object.with(name, readValue(parser));
    }
    return object;
  }

  private static List<@Nullable Object> readList(JsonParser parser) throws IOException {
    List<@Nullable Object> list = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      list.add(readValue(parser));
    }
    return list;
  }

  private static @Nullable Object readValue(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> readObject(parser);
      case START_ARRAY -> readList(parser);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }
}
