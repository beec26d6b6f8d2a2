package io.geminiquota.engine.usage;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A string of an answer that is a name, or a word such as an id: what is longer is neither. */
final class ShortText {

  /** Longer than every name that we look for, and than most ids. */
  private static final int USUAL = 32;

  private static final int LONGEST = 256;

  private static final String SIGNS = "-_.:@/=+";

  private byte[] bytes = new byte[USUAL];
  private int length;

  void clear() {
    length = 0;
  }

  /** Takes the next bytes; keeps no more than are needed to know that it is too long. */
  void add(byte[] from, int begin, int end) {
    int added = Math.min(end - begin, LONGEST + 1 - length);
    if (length + added > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + added, 2 * bytes.length));
    }
    System.arraycopy(from, begin, bytes, length, added);
    length += added;
  }

  /** Whether it is this name, of ASCII characters. */
  boolean is(String name) {
    return is(0, name);
  }

  /**
   * The text, if it is one word of letters, digits and the signs of ids; else null.
   *
   * @param expected what it probably is: then no other string is made of it
   */
  @Nullable String word(String expected) {
    return word(0, expected);
  }

  /** The same, without the path before it: {@code models/gemini-2.5-flash}. */
  @Nullable String lastSegment(String expected) {
    int begin = length;
    while (begin > 0 && bytes[begin - 1] != '/') {
      begin--;
    }
    return word(begin, expected);
  }

  private @Nullable String word(int begin, String expected) {
    if (begin == length || length > LONGEST || !isWord(begin)) {
      return null;
    }
    return is(begin, expected)
        ? expected
        : new String(bytes, begin, length - begin, StandardCharsets.ISO_8859_1);
  }

  private boolean is(int begin, String known) {
    if (known.length() != length - begin) {
      return false;
    }
    for (int i = begin; i < length; i++) {
      if (bytes[i] != known.charAt(i - begin)) {
        return false;
      }
    }
    return true;
  }

  private boolean isWord(int begin) {
    for (int i = begin; i < length; i++) {
      byte b = bytes[i];
      boolean letterOrDigit =
          (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9');
      if (!letterOrDigit && SIGNS.indexOf(b) < 0) {
        return false;
      }
    }
    return true;
  }
}
