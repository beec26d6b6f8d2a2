package io.geminiquota.engine.classify;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A text freed from what terminals, log files and string escapes did to it: escaped line breaks and
 * quotes (of any depth), typographic quotes, box-drawing characters, control characters, HTML tags,
 * runs of blanks. One pass, linear time.
 */
final class PlainText {

  private final String readable;
  private @Nullable String squeezed;

  private PlainText(String readable) {
    this.readable = readable;
  }

  static PlainText of(String raw) {
    String clean = new Cleaner(raw).clean();
    // The one name that is long enough to be broken at its dots, and that others hang on.
    return new PlainText(
        clean
            .replace("googleapis. com/", "googleapis.com/")
            .replace(" .googleapis", ".googleapis"));
  }

  /** The words with one blank between them, to read names and values from. */
  String readable() {
    return readable;
  }

  /**
   * The letters in lower case without blanks and quotes, to look for phrases in: a phrase is found
   * however its lines were wrapped.
   */
  String squeezed() {
    String result = squeezed;
    if (result == null) {
      result = squeeze(readable);
      squeezed = result;
    }
    return result;
  }

  private static String squeeze(String text) {
    char[] letters = new char[text.length()];
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != ' ' && c != '"' && c != '\'') {
        letters[length++] = c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
      }
    }
    return new String(letters, 0, length);
  }

  /** The pass over the raw text. */
  private static final class Cleaner {

    private static final int LONGEST_TAG = 400;
    private static final int LONGEST_COLOUR = 24;

    private static final Map<String, Character> ENTITIES =
        Map.of("quot;", '"', "#34;", '"', "#39;", '\'', "apos;", '\'', "lt;", '<', "gt;", '>');

    private final String raw;
    private final boolean html;
    private final StringBuilder clean;
    private int at;

    Cleaner(String raw) {
      this.raw = raw;
      this.html = raw.stripLeading().startsWith("<");
      this.clean = new StringBuilder(raw.length());
    }

    String clean() {
      while (at < raw.length()) {
        char c = raw.charAt(at++);
        if (c == '\\') {
          escape();
        } else if (html && c == '<') {
          tag();
        } else if (c == '&') {
          entity();
        } else {
          append(c);
        }
      }
      return clean.toString();
    }

    /** One or more backslashes and what they escape. */
    private void escape() {
      while (at < raw.length() && raw.charAt(at) == '\\') {
        at++;
      }
      if (at == raw.length()) {
        return;
      }
      char escaped = raw.charAt(at);
      if (escaped == 'n' || escaped == 'r' || escaped == 't') {
        at++;
        append(' ');
      } else if (escaped == 'u') {
        unicode();
      }
    }

    private void unicode() {
      if (at + 5 > raw.length()) {
        return;
      }
      int code = 0;
      for (int i = at + 1; i < at + 5; i++) {
        int digit = Character.digit(raw.charAt(i), 16);
        if (digit < 0) {
          return;
        }
        code = code * 16 + digit;
      }
      at += 5;
      append((char) code);
    }

    private void tag() {
      int bound = Math.min(raw.length(), at + LONGEST_TAG);
      for (int i = at; i < bound; i++) {
        if (raw.charAt(i) == '>') {
          at = i + 1;
          append(' ');
          return;
        }
      }
    }

    /** What a page writes for the signs that mean something to it. */
    private void entity() {
      for (Map.Entry<String, Character> entity : ENTITIES.entrySet()) {
        if (raw.startsWith(entity.getKey(), at)) {
          at += entity.getKey().length();
          append(entity.getValue());
          return;
        }
      }
      append('&');
    }

    /** The colours of a terminal: ESC, a bracket, numbers, a letter. */
    private void colour() {
      int end = at;
      int bound = Math.min(raw.length(), at + LONGEST_COLOUR);
      while (end < bound && "[;0123456789".indexOf(raw.charAt(end)) >= 0) {
        end++;
      }
      if (end > at && end < raw.length() && raw.charAt(at) == '[') {
        at = end + 1;
      }
    }

    private void append(char c) {
      switch (c) {
        case '\u001b' -> colour();
        case '\u2018', '\u2019', '\u201a', '\u201c', '\u201d', '\u201e', '`' -> clean.append('"');
        case '\u200b', '\ufeff' -> {}
        default -> {
          if (!isBlank(c)) {
            clean.append(c);
          } else if (!clean.isEmpty() && clean.charAt(clean.length() - 1) != ' ') {
            clean.append(' ');
          }
        }
      }
    }

    private static boolean isBlank(char c) {
      boolean control = c <= ' ' || (c >= 0x7f && c <= 0xa0);
      boolean box = c >= '\u2500' && c <= '\u259f';
      return control || box || c == '\ufffd';
    }
  }
}
