package io.geminiquota.engine.route;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes a few places of a JSON body, found by Jackson, and copies every other byte: what the
 * application wrote stays as it wrote it.
 */
final class BodyEdit {

  private static final JsonFactory JSON = new JsonFactory();

  private final byte[] body;
  private final @Nullable String model;
  private final Set<String> leftOut;
  private final boolean rolesNeeded;
  private final JsonParser parser;
  private final JsonPath path = new JsonPath();
  private final ByteArrayOutputStream edited;

  /** All bytes before it are copied, replaced or left out. */
  private int done;

  private BodyEdit(byte[] body, @Nullable String model, List<String> leftOut, boolean rolesNeeded)
      throws IOException {
    this.body = body;
    this.model = model;
    this.leftOut = Set.copyOf(leftOut);
    this.rolesNeeded = rolesNeeded;
    this.parser = JSON.createParser(body);
    this.edited = new ByteArrayOutputStream(body.length + 64);
  }

  /**
   * The body with its changes; null if there are none.
   *
   * @param body a JSON object in UTF-8
   * @param model to be named instead of the one that the body names, null for the same
   * @param leftOut the paths of the fields that are left out
   * @param rolesNeeded whether each content must have a role
   * @throws IllegalArgumentException if the body is no JSON object in UTF-8
   */
  static byte @Nullable [] of(
      byte[] body, @Nullable String model, List<String> leftOut, boolean rolesNeeded) {
    try {
      return new BodyEdit(body, model, leftOut, rolesNeeded).edit();
    } catch (IOException e) {
      // Jackson's own message may show what stands in the body.
      throw new IllegalArgumentException("a body that is no JSON cannot be changed");
    }
  }

  private byte @Nullable [] edit() throws IOException {
    try (parser) {
      if (parser.nextToken() != JsonToken.START_OBJECT || start() < 0) {
        throw new IOException("no object");
      }
      readObject();
    }
    if (done == 0) {
      return null;
    }
    copyTo(body.length);
    return edited.toByteArray();
  }

  private void readObject() throws IOException {
    boolean keptBefore = false;
    int leftOutFrom = -1;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      int name = start();
      int mark = path.enter(parser.currentName());
      if (leftOut.contains(path.toString())) {
        leftOutFrom = leftOutFrom < 0 ? name : leftOutFrom;
        parser.nextToken();
        parser.skipChildren();
      } else {
        if (leftOutFrom >= 0) {
          copyTo(leftOutFrom);
          done = name;
          leftOutFrom = -1;
        }
        keptBefore = true;
        parser.nextToken();
        readField();
      }
      path.leave(mark);
    }
    if (leftOutFrom >= 0) {
      copyTo(keptBefore ? commaBefore(leftOutFrom) : leftOutFrom);
      done = start();
    }
  }

  private void readField() throws IOException {
    if (path.is("model")) {
      readModel();
    } else if (path.is("contents") && rolesNeeded) {
      readContents();
    } else {
      readValue();
    }
  }

  private void readValue() throws IOException {
    switch (parser.currentToken()) {
      case START_OBJECT -> readObject();
      case START_ARRAY -> {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          readValue();
        }
      }
      default -> {}
    }
  }

  /** Replaces the name behind any prefix, such as {@code models/}. */
  private void readModel() throws IOException {
    if (model == null || parser.currentToken() != JsonToken.VALUE_STRING) {
      readValue();
      return;
    }
    String named = parser.getText();
    String prefix = named.substring(0, named.lastIndexOf('/') + 1);
    copyTo(start());
    write(quoted(prefix + model));
    done = end();
  }

  private void readContents() throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      readContent();
      return;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      readContent();
    }
  }

  private void readContent() throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      readValue();
      return;
    }
    int inside = start() + 1;
    if (!hasRole(inside - 1)) {
      copyTo(inside);
      write(isEmpty(inside) ? "\"role\":\"user\"" : "\"role\":\"user\",");
    }
    readObject();
  }

  /** Looks ahead, because a role may stand behind all the parts. */
  private boolean hasRole(int object) throws IOException {
    try (JsonParser ahead = JSON.createParser(body, object, body.length - object)) {
      ahead.nextToken();
      while (ahead.nextToken() == JsonToken.FIELD_NAME) {
        boolean role = ahead.currentName().equals("role");
        if (role) {
          return true;
        }
        ahead.nextToken();
        ahead.skipChildren();
      }
      return false;
    }
  }

  private boolean isEmpty(int inside) {
    int i = inside;
    while (i < body.length && body[i] <= ' ') {
      i++;
    }
    return i < body.length && body[i] == '}';
  }

  private int commaBefore(int field) {
    int i = field;
    while (body[i] != ',') {
      i--;
    }
    return i;
  }

  private void copyTo(int end) {
    edited.write(body, done, end - done);
    done = end;
  }

  private void write(String text) {
    edited.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private int start() {
    return (int) parser.currentTokenLocation().getByteOffset();
  }

  private int end() throws IOException {
    parser.finishToken();
    return (int) parser.currentLocation().getByteOffset();
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
