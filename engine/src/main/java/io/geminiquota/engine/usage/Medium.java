package io.geminiquota.engine.usage;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an object of a request says about a medium, gathered field by field, in any order. */
final class Medium {

  private static final String DATA_URL = "data:";
  private static final int LONGEST_TYPE = 100;

  private final byte[] body;
  private @Nullable MediaKind kind;
  private String type = "";
  private @Nullable Base64Bytes data;
  private boolean elsewhere;

  Medium(byte[] body) {
    this.body = body;
  }

  /** The medium that a field of this name holds, when the field's name tells what it is. */
  static Medium under(String name, byte[] body) {
    Medium medium = new Medium(body);
    medium.kind =
        switch (name) {
          case "image_url" -> MediaKind.IMAGE;
          case "input_audio" -> MediaKind.AUDIO;
          default -> MediaKind.OTHER;
        };
    return medium;
  }

  /** Takes a string that the object holds, where it lies in the body. */
  void tell(Meaning meaning, int from, int to) {
    switch (meaning) {
      case MEDIA_TYPE -> type(from, to);
      case DATA -> data(from, to);
      case ADDRESS -> address(from, to);
      default -> {}
    }
  }

  /** A string that may be a media type. */
  private void type(int from, int to) {
    if (to - from > LONGEST_TYPE) {
      return;
    }
    // Some JSON writers escape the slash.
    String word = text(from, to).replace("\\", "").toLowerCase(Locale.ROOT);
    MediaKind named = MediaKind.of(word);
    if (named != null && (kind == null || word.indexOf('/') > 0)) {
      kind = named;
    }
    if (type.indexOf('/') < 0) {
      type = word;
    }
  }

  private void data(int from, int to) {
    data = new Base64Bytes(body, from, to);
  }

  /** An address, or a data URL, which holds type and data. */
  void address(int from, int to) {
    int end = Math.min(to, from + LONGEST_TYPE);
    String head = text(from, end);
    int comma = head.indexOf(',');
    if (!head.startsWith(DATA_URL) || comma < 0) {
      elsewhere = true;
      return;
    }
    int typeEnd = head.indexOf(';') > 0 ? Math.min(comma, head.indexOf(';')) : comma;
    type(from + DATA_URL.length(), from + typeEnd);
    data(from + comma + 1, to);
  }

  /** Whether this is a medium at all, which has a kind, and lies somewhere. */
  boolean isThere() {
    return kind != null && (data != null || elsewhere);
  }

  boolean isVisual() {
    return kind != null && kind.isVisual();
  }

  long tokens() {
    MediaKind known = kind == null ? MediaKind.OTHER : kind;
    return data == null ? known.tokensOfUnknown() : known.tokens(type, data);
  }

  private String text(int from, int to) {
    return new String(body, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
