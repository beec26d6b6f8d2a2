package io.geminiquota.agent.explain;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the beginning of a line tells about its part in a log. */
enum LineShape {
  /** Begins an entry of a log: a time, a level. */
  ENTRY,
  /** As {@link #ENTRY}, but what follows looks like the middle of a JSON or text-proto object. */
  ENTRY_INSIDE_OBJECT,
  /** Begins the report of an error: an exception, the head of an HTTP response, an event. */
  OPENING,
  /** Begins a JSON object or list. */
  OBJECT,
  /** The cause of the exception above it. */
  CAUSE,
  /** A line of a stack trace. */
  FRAME,
  /** The data of a server-sent event. */
  DATA,
  /** Anything else. */
  PLAIN;

  private static final int LOOK_AT = 240;

  /** What terminals, quotes and colours put before a line. */
  private static final Pattern BORDER =
      Pattern.compile("(?:[\\s>|\\u2500-\\u259f]|\\x1b\\[[0-9;]*m)*+");

  private static final String LEVEL =
      "(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|SEVERE|FATAL|CRITICAL)\\b";

  private static final String TIME =
      "(?:\\d{4}[-/.]\\d\\d[-/.]\\d\\d[T ]+\\d\\d:\\d\\d"
          + "|\\d{1,2}[-/. ](?:\\d\\d|[A-Z][a-z]{2})[-/. ]\\d{2,4}[ :T]+\\d\\d:\\d\\d"
          + "|\\d\\d:\\d\\d:\\d\\d"
          + "|(?:[A-Z][a-z]{2} )?[A-Z][a-z]{2} [ \\d]?\\d,? (?:\\d{4},? )?\\d{1,2}:\\d\\d:\\d\\d"
          + "|[EWIDF]\\d{4} \\d\\d:\\d\\d:\\d\\d"
          + "|\\d{10}(?:\\d{3})?(?:\\.\\d+)?\\b)"
          + "[\\d:.,]*+(?: ?[AP]M)?(?:Z|[+-]\\d\\d:?\\d\\d| UTC| GMT)?";

  /** The time or level, perhaps after the name of a container, and what usually goes with it. */
  private static final Pattern HEAD =
      Pattern.compile(
          "(?:[\\w./-]{1,40}+ ++\\| )?+[\\[(<]?(?:"
              + TIME
              + "|"
              + LEVEL
              + "(?=[\\s:\\])|\\x1b-]))[\\])>]?"
              + "(?:[\\s|:-]+|\\[?"
              + LEVEL
              + "\\]?|\\[(?:[\\w .:/#@$-]{1,80})\\])*+");

  private static final Pattern INSIDE_OBJECT =
      Pattern.compile("[\"'}\\],@]|\\{\\s*$|\\[\\s*$|[a-z_]+ \\{\\s*$|[a-z_]+: [\"\\d]");

  private static final Pattern OPENING_WORDS =
      Pattern.compile(
          "\\W{0,4}(?:\\[?API Error\\b|(?:[\\w$]+\\.)*\\w*(?:Error|Exception)\\b"
              + "|(?:[\\w$]+\\.)+[\\w$]+: |Traceback \\(most|HTTP/\\d|\\[?[45]\\d\\d[ \\].:])"
              + "|event:|id:");

  private static final Pattern CAUSE_WORDS = Pattern.compile("(?:Caused by|Suppressed): ");

  private static final Pattern FRAME_WORDS =
      Pattern.compile("at (?:async )?[\\w$.<>/@\\- \\[\\]]+\\(|\\.\\.\\. \\d+ |File \".*\", line ");

  private static final Pattern OBJECT_START = Pattern.compile("\\{|\\[\\s*(?:\\{|$)");

  /**
   * The shape of a line.
   *
   * @param line its beginning, or all of it
   */
  static LineShape of(String line) {
    int end = Math.min(line.length(), LOOK_AT);
    Matcher matcher = BORDER.matcher(line);
    int start = starts(matcher, BORDER, 0, end) ? matcher.end() : 0;
    if (start == end) {
      return PLAIN;
    }
    char first = line.charAt(start);
    if (first == '{' || first == '[') {
      if (starts(matcher, OBJECT_START, start, end)) {
        return OBJECT;
      }
    }
    if (starts(matcher, HEAD, start, end)) {
      return starts(matcher, INSIDE_OBJECT, matcher.end(), end) ? ENTRY_INSIDE_OBJECT : ENTRY;
    }
    if (starts(matcher, FRAME_WORDS, start, end)) {
      return FRAME;
    }
    if (starts(matcher, CAUSE_WORDS, start, end)) {
      return CAUSE;
    }
    if (line.startsWith("data:", start)) {
      return DATA;
    }
    boolean atMargin = line.charAt(0) != ' ' && line.charAt(0) != '\t';
    return atMargin && starts(matcher, OPENING_WORDS, start, end) ? OPENING : PLAIN;
  }

  private static boolean starts(Matcher matcher, Pattern pattern, int start, int end) {
    matcher.usePattern(pattern).region(start, end);
    return matcher.lookingAt();
  }
}
