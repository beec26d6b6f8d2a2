package io.geminiquota.engine.cache;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The one spelling of a JSON text, in UTF-8: without the white space that means nothing, and every
 * character of a string written in the same way. Names stay in their order and numbers as they are
 * spelled, so two texts of one spelling say the same, and nothing is ever taken for something else.
 */
final class CanonicalJson {

  private static final int ESCAPE_LENGTH = 6;
  private static final String HEX = "0123456789abcdef";

  /** What stands in a string for itself. One look is worth it: it is asked of every byte. */
  private static final boolean[] PLAIN = new boolean[256];

  static {
    Arrays.fill(PLAIN, true);
    PLAIN['"'] = false;
    PLAIN['\\'] = false;
    PLAIN[0] = false;
  }

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101010101010101L;
  private static final long TOPS = 0x8080808080808080L;

  private final byte[] text;

  /** No spelling is longer than what it spells. */
  private final byte[] canonical;

  private int at;
  private int length;

  private CanonicalJson(byte[] text) {
    this.text = text;
    this.canonical = new byte[text.length];
  }

  /** The spelling of a text, null for what is no JSON in UTF-8. */
  static byte @Nullable [] of(byte[] text) {
    CanonicalJson spelling = new CanonicalJson(text);
    if (!spelling.spell()) {
      return null;
    }
    boolean same = spelling.length == text.length;
    return same ? spelling.canonical : Arrays.copyOf(spelling.canonical, spelling.length);
  }

  private boolean spell() {
    while (at < text.length) {
      byte next = text[at];
      if (next == '"') {
        if (!spellString()) {
          return false;
        }
      } else if (isSpace(next)) {
        skipSpace();
      } else if (next == 0) {
        // Of another encoding: its bytes are not its characters.
        return false;
      } else {
        copy();
      }
    }
    return true;
  }

  /** Between two values without a comma white space means something, if only that it is wrong. */
  private void skipSpace() {
    while (at < text.length && isSpace(text[at])) {
      at++;
    }
    boolean between = length > 0 && at < text.length;
    if (between && !isStructure(canonical[length - 1]) && !isStructure(text[at])) {
      put(' ');
    }
  }

  private boolean spellString() {
    copy();
    while (at < text.length) {
      copyPlain();
      byte next = at < text.length ? text[at] : 0;
      if (next == '"') {
        copy();
        return true;
      }
      if (next == 0 || !spellEscape()) {
        return false;
      }
    }
    return false;
  }

  /** What is spelled as it stands there, which is nearly all of most bodies: at once. */
  private void copyPlain() {
    byte[] bytes = text;
    int from = at;
    int to = from;
    while (to + Long.BYTES <= bytes.length && arePlain((long) EIGHT.get(bytes, to))) {
      to += Long.BYTES;
    }
    while (to < bytes.length && PLAIN[bytes[to] & 0xff]) {
      to++;
    }
    System.arraycopy(text, from, canonical, length, to - from);
    length += to - from;
    at = to;
  }

  /** Whether eight bytes stand for themselves: one by one they take as long as all the rest. */
  private static boolean arePlain(long bytes) {
    return !hasZero(bytes) && !hasZero(bytes ^ ('"' * ONES)) && !hasZero(bytes ^ ('\\' * ONES));
  }

  private static boolean hasZero(long bytes) {
    return ((bytes - ONES) & ~bytes & TOPS) != 0;
  }

  private boolean spellEscape() {
    if (at + 1 >= text.length) {
      return false;
    }
    byte escaped = text[at + 1];
    switch (escaped) {
      case '"', '\\', 'b', 'f', 'n', 'r', 't' -> {
        copy();
        copy();
        return true;
      }
      case '/' -> {
        at += 2;
        put('/');
        return true;
      }
      case 'u' -> {
        return spellCode();
      }
      default -> {
        return false;
      }
    }
  }

  private boolean spellCode() {
    int code = codeAt(at);
    if (code < 0) {
      return false;
    }
    at += ESCAPE_LENGTH;
    if (Character.isHighSurrogate((char) code)) {
      int low = codeAt(at);
      if (low >= 0 && Character.isLowSurrogate((char) low)) {
        at += ESCAPE_LENGTH;
        putCharacter(Character.toCodePoint((char) code, (char) low));
        return true;
      }
    }
    putCode(code);
    return true;
  }

  /** What is escaped there with four digits, -1 for nothing. */
  private int codeAt(int from) {
    if (from + ESCAPE_LENGTH > text.length || text[from] != '\\' || text[from + 1] != 'u') {
      return -1;
    }
    int code = 0;
    for (int i = from + 2; i < from + ESCAPE_LENGTH; i++) {
      int digit = text[i] < 0 ? -1 : Character.digit(text[i], 16);
      if (digit < 0) {
        return -1;
      }
      code = (code << 4) | digit;
    }
    return code;
  }

  private void putCode(int code) {
    int shortEscape = "\"\\\b\f\n\r\t".indexOf(code);
    if (shortEscape >= 0) {
      put('\\');
      put("\"\\bfnrt".charAt(shortEscape));
    } else if (code < ' ' || Character.isSurrogate((char) code)) {
      put('\\');
      put('u');
      for (int shift = 12; shift >= 0; shift -= 4) {
        put(HEX.charAt((code >> shift) & 0xf));
      }
    } else {
      putCharacter(code);
    }
  }

  private void putCharacter(int code) {
    if (code < 0x80) {
      put(code);
    } else if (code < 0x800) {
      put(0xc0 | (code >> 6));
      putRest(code, 0);
    } else if (code < 0x10000) {
      put(0xe0 | (code >> 12));
      putRest(code, 6);
    } else {
      put(0xf0 | (code >> 18));
      putRest(code, 12);
    }
  }

  private void putRest(int code, int highestShift) {
    for (int shift = highestShift; shift >= 0; shift -= 6) {
      put(0x80 | ((code >> shift) & 0x3f));
    }
  }

  private void copy() {
    canonical[length++] = text[at++];
  }

  private void put(int octet) {
    canonical[length++] = (byte) octet;
  }

  private static boolean isSpace(byte octet) {
    return octet == ' ' || octet == '\n' || octet == '\r' || octet == '\t';
  }

  private static boolean isStructure(byte octet) {
    return switch (octet) {
      case '{', '}', '[', ']', ',', ':' -> true;
      default -> false;
    };
  }
}
