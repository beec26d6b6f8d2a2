package io.geminiquota.agent.explain;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a JSON Lines text, each as a whole, but of bounded length: a very long string in
 * them is shortened, and a line that is long without such a string is cut.
 */
final class LongLines {

  /** Twice what the classifier reads of a body, because escapes take room. */
  private static final int LONGEST_STRING = 512 * 1024;

  private static final int LONGEST_LINE = 2 * LONGEST_STRING;

  private static final int NO_ESCAPE = 0;
  private static final int UNICODE_DIGITS = 4;
  private static final int AFTER_BACKSLASH = 5;

  /** What is to be done before the reader waits for more input. */
  interface BeforeWaiting {
    void run() throws IOException;
  }

  private final Reader reader;
  private final BeforeWaiting beforeWaiting;
  private final char[] buffer = new char[8 * 1024];
  private int at;
  private int end;

  private final StringBuilder line = new StringBuilder(1024);
  private boolean cut;
  private boolean inString;
  private int stringLength;
  private int escape;
  private boolean keepsEscape;

  LongLines(Reader reader, BeforeWaiting beforeWaiting) {
    this.reader = reader;
    this.beforeWaiting = beforeWaiting;
  }

  /** The next line without its line feed, or null at the end. */
  @Nullable String next() throws IOException {
    line.setLength(0);
    cut = false;
    inString = false;
    escape = NO_ESCAPE;
    boolean any = false;
    while (at < end || fill()) {
      any = true;
      char c = buffer[at++];
      if (c == '\n') {
        return line.toString();
      }
      if (inString) {
        takeOfString(c);
      } else {
        inString = c == '"';
        stringLength = 0;
        take(c);
      }
    }
    return any ? line.toString() : null;
  }

  /** Whether something of the last line was left out that was no part of a string. */
  boolean wasCut() {
    return cut;
  }

  private boolean fill() throws IOException {
    beforeWaiting.run();
    at = 0;
    end = Math.max(reader.read(buffer, 0, buffer.length), 0);
    return end > 0;
  }

  private void take(char c) {
    if (line.length() < LONGEST_LINE) {
      line.append(c);
    } else {
      cut = true;
    }
  }

  /** An escape is kept or left out as a whole, so that what is shortened stays a JSON string. */
  private void takeOfString(char c) {
    boolean keep = escape == NO_ESCAPE ? stringLength < LONGEST_STRING : keepsEscape;
    if (escape == AFTER_BACKSLASH) {
      escape = c == 'u' ? UNICODE_DIGITS : NO_ESCAPE;
    } else if (escape != NO_ESCAPE) {
      escape--;
    } else if (c == '\\') {
      escape = AFTER_BACKSLASH;
      keepsEscape = keep;
    } else if (c == '"') {
      inString = false;
      keep = true;
    }
    if (keep) {
      stringLength++;
      take(c);
    }
  }
}
