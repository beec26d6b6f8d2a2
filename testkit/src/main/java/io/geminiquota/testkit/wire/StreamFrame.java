package io.geminiquota.testkit.wire;

import java.util.ArrayList;
import java.util.List;

/** The wrapping of the chunks of a stream. */
final class StreamFrame {

  /** How many chunks carry text in every stream, whatever its length. */
  static final int TEXT_CHUNKS = 4;

  private StreamFrame() {}

  /** A nameless server-sent event. */
  static String data(JsonObject json) {
    return ("data: " + json.toJson() + "\r\n\r\n");
  }

  /** A server-sent event with a name. */
  static String event(String name, JsonObject json) {
    return ("event: " + name + "\ndata: " + json.toJson() + "\n\n");
  }

  /** The elements of one JSON list, each sent on its own. */
  static List<String> listElements(List<JsonObject> elements) {
    List<String> chunks = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      String end = i == elements.size() - 1 ? "\n]" : "";
      chunks.add(((i == 0 ? "[" : "\n,\r\n") + elements.get(i).toJson() + end));
    }
    return chunks;
  }

  /** An element that follows others in a JSON list and ends it. */
  static String nextListElement(JsonObject element) {
    return ("\n,\r\n" + element.toJson() + "\n]");
  }

  /** Several frames sent in one piece. */
  static String join(String... frames) {
    return String.join("", frames);
  }

  /** Cuts a text into {@link #TEXT_CHUNKS} pieces, never inside a character. */
  static List<String> pieces(String text) {
    int[] points = text.codePoints().toArray();
    List<String> pieces = new ArrayList<>();
    for (int i = 0; i < TEXT_CHUNKS; i++) {
      int from = points.length * i / TEXT_CHUNKS;
      int to = points.length * (i + 1) / TEXT_CHUNKS;
      pieces.add(new String(points, from, to - from));
    }
    return pieces;
  }
}
