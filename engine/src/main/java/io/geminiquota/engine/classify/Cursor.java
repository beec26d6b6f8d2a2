package io.geminiquota.engine.classify;

import java.util.Locale;
import java.util.function.IntPredicate;

/** A place in a text that moves forward only, so that reading takes linear time. */
final class Cursor {

  private static final int LONGEST_VALUE = 256;

  private final String text;
  private int at;

  Cursor(String text) {
    this.text = text;
  }

  boolean atEnd() {
    return at >= text.length();
  }

  int position() {
    return at;
  }

  /** The character here, or NUL at the end. */
  char here() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  /** The character before a position, or NUL. */
  char before(int position) {
    return position > 0 ? text.charAt(position - 1) : '\0';
  }

  void move() {
    at++;
  }

  void moveTo(int position) {
    at = position;
  }

  String text() {
    return text;
  }

  /** Whether some lower-case ASCII text stands here, in any case of letters. */
  boolean looksAt(String lowerCase) {
    return text.regionMatches(true, at, lowerCase, 0, lowerCase.length());
  }

  /** The letters, digits and underscores from here on; moves behind them. */
  String word() {
    int start = at;
    while (at < text.length() && isWord(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  /** Whether a value follows: a colon or an equals sign, after quotes and blanks. */
  boolean valueFollows() {
    int i = at;
    while (i < text.length() && i < at + 6 && isQuoteOrBlank(text.charAt(i))) {
      i++;
    }
    return i < text.length() && (text.charAt(i) == ':' || text.charAt(i) == '=');
  }

  /** Moves over blanks, quotes and the signs between a name and its value. */
  void toValue() {
    while (at < text.length() && (isQuoteOrBlank(here()) || ":=>+".indexOf(here()) >= 0)) {
      at++;
    }
  }

  /** The run of such characters from here on, of at most 256; moves behind it. */
  String run(IntPredicate member) {
    int start = at;
    while (at < text.length() && at - start < LONGEST_VALUE && member.test(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  /** A value up to the next blank, quote, comma or bracket. */
  String value() {
    toValue();
    return run(Cursor::isValue);
  }

  /** A value which may hold blanks, up to the quote that closes it. */
  String quoted() {
    toValue();
    return run(c -> c != '"' && c != '\'' && c != ',' && c != '}');
  }

  /**
   * The value as a name: if it is in quotes, a line break inside it is undone, and if the text was
   * cut before they closed, it is none.
   */
  String name() {
    toValue();
    boolean inQuotes = before(at) == '"' || before(at) == '\'';
    if (!inQuotes) {
      return run(Cursor::isValue);
    }
    String name = quoted();
    return atEnd() ? "" : name.replace(" ", "");
  }

  /** A whole number of at most 18 digits, which may be grouped by commas, or -1. */
  long number() {
    toValue();
    int start = at;
    long number = 0;
    while (Names.isDigit(here()) || isGroup()) {
      number = here() == ',' ? number : number * 10 + (here() - '0');
      at++;
      if (at - start > 18) {
        return -1;
      }
    }
    boolean fraction = here() == '.' && Names.isDigit(at(1));
    return at == start || fraction ? -1 : number;
  }

  /** A comma with exactly three digits behind it. */
  private boolean isGroup() {
    return here() == ','
        && Names.isDigit(before(at))
        && Names.isDigit(at(1))
        && Names.isDigit(at(2))
        && Names.isDigit(at(3))
        && !Names.isDigit(at(4));
  }

  private char at(int offset) {
    return at + offset < text.length() ? text.charAt(at + offset) : '\0';
  }

  /** What follows, up to a closing bracket, line break or 40 characters, in lower case. */
  String ahead() {
    int end = at;
    while (end < text.length() && end - at < 40 && ")\n;*".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return text.substring(at, end).toLowerCase(Locale.ROOT);
  }

  static boolean isWord(char c) {
    return Names.isLower(c) || Names.isUpper(c) || Names.isDigit(c) || c == '_';
  }

  private static boolean isValue(int c) {
    return c > ' ' && "\"',;{}[]()<>|\u2026".indexOf(c) < 0;
  }

  private static boolean isQuoteOrBlank(char c) {
    return c == ' ' || c == '"' || c == '\'';
  }
}
