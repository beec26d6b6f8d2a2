package io.geminiquota.adapters.log;

import org.jspecify.annotations.Nullable;

/**
 * A line of {@code key=value}, in the form called logfmt: a value with other signs than letters,
 * digits and {@code . _ - / : @ +} stands in quotes. Always one line, whatever a server has sent.
 */
final class LogLine {

  private static final int LONGEST = 2_000;
  private static final String PLAIN = "._-/:@+";

  private final StringBuilder line = new StringBuilder();

  LogLine(String event) {
    with("event", event);
  }

  /** Adds a value; nothing if there is none. */
  LogLine with(String key, @Nullable Object value) {
    if (value != null) {
      line.append(line.isEmpty() ? "" : " ").append(key).append('=');
      append(value.toString());
    }
    return this;
  }

  private void append(String value) {
    String shortened = value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "...";
    if (!value.isEmpty() && shortened.chars().allMatch(LogLine::isPlain)) {
      line.append(shortened);
      return;
    }
    line.append('"');
    for (int i = 0; i < shortened.length(); i++) {
      char sign = shortened.charAt(i);
      if (sign == '"' || sign == '\\') {
        line.append('\\');
      }
      line.append(endsLine(sign) ? ' ' : sign);
    }
    line.append('"');
  }

  private static boolean endsLine(char sign) {
    return Character.isISOControl(sign) || sign == '\u2028' || sign == '\u2029';
  }

  private static boolean isPlain(int sign) {
    return (sign >= 'a' && sign <= 'z')
        || (sign >= 'A' && sign <= 'Z')
        || (sign >= '0' && sign <= '9')
        || PLAIN.indexOf(sign) >= 0;
  }

  @Override
  public String toString() {
    return line.toString();
  }
}
