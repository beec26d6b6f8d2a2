package io.geminiquota.agent.explain;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a text of any length into its log entries, and hands out those that may be errors of Gemini.
 * An entry is the line with its time or level and the lines that belong to it: a JSON object over
 * many lines, a stack trace, a text that goes on. Where there is no time or level, an entry begins
 * with an exception, an object, an HTTP head or an event.
 *
 * <p>Holds at most one entry of {@value #LONGEST} characters and a piece of a line.
 */
final class ErrorPassages {

  /** Errors are under 10 KB; the rest is for those that quote their request. */
  private static final int LONGEST = 128 * 1024;

  /** How much of what stands before the first mark is kept when an entry grows too long. */
  private static final int CONTEXT = 8 * 1024;

  /** In a frame it tells who threw, whatever the exception's own words. */
  private static final String SDK = "google.genai";

  /** What each ASCII character does to the depth. */
  private static final byte[] BRACKETS = brackets();

  private final LogLines lines;
  private final Marks marks = new Marks();
  private final Marks marksOfLine = new Marks();
  private final StringBuilder entry = new StringBuilder(1024);
  private LineShape firstShape = LineShape.PLAIN;
  private LineShape lastShape = LineShape.PLAIN;
  private long firstLine;
  private long objectLine;
  private long markedLine;
  private long depth;
  private boolean candidate;
  private boolean follows;
  private boolean inFrame;
  private boolean eventNamed;
  private int ordinaryEntries;
  private @Nullable Passage found;

  ErrorPassages(Reader reader) {
    this.lines = new LogLines(reader);
  }

  /**
   * The next passage, or null at the end of the text.
   *
   * @throws IOException if the text cannot be read
   */
  @Nullable Passage next() throws IOException {
    found = null;
    while (found == null && lines.next()) {
      String piece = lines.piece();
      if (lines.isStart()) {
        beginLine(piece);
      }
      take(piece);
    }
    if (found == null) {
      endEntry();
    }
    return found;
  }

  /** How many entries of a log there were so far that are about something else. */
  int ordinaryEntries() {
    return ordinaryEntries;
  }

  private void beginLine(String line) {
    LineShape shape = LineShape.of(line);
    inFrame = shape == LineShape.FRAME;
    if (inFrame && line.contains(SDK)) {
      mark(SDK);
    }
    if (beginsEntry(shape, line)) {
      endEntry();
      firstShape = shape;
      follows &= shape != LineShape.ENTRY && shape != LineShape.ENTRY_INSIDE_OBJECT;
    }
    lastShape = line.isEmpty() ? lastShape : shape;
    eventNamed = line.contains("event:");
  }

  private boolean beginsEntry(LineShape shape, String line) {
    return switch (shape) {
      case ENTRY -> true;
      case ENTRY_INSIDE_OBJECT -> depth == 0;
      case OPENING -> lastShape != LineShape.OPENING || marks.isAny();
      case OBJECT -> depth == 0 ? !isAnnounced() : isWholeObject(line);
      case CAUSE -> isCandidate(line);
      case DATA -> depth == 0 && !eventNamed;
      case FRAME -> false;
      case PLAIN -> depth == 0 && (isComplete(line) || (!candidate && isMoreThanBefore(line)));
    };
  }

  /** Whether the head of a response or exception stands before an object that says what it is. */
  private boolean isAnnounced() {
    return firstShape == LineShape.OPENING && lastShape != LineShape.FRAME && !candidate;
  }

  /** An object is over with its last bracket, a stack trace with a line at the margin. */
  private boolean isComplete(String next) {
    return firstShape == LineShape.OBJECT
        || (lastShape == LineShape.FRAME && !next.isEmpty() && next.charAt(0) > ' ');
  }

  /** Whether a line tells of an error, and the log entry that stands before it of another one. */
  private boolean isMoreThanBefore(String line) {
    boolean ofAnother = firstShape == LineShape.ENTRY && marks.isAny() && !marks.isAboutGemini();
    return isCandidate(line) || (ofAnother && marksOfLine.isAny());
  }

  private boolean isCandidate(String line) {
    marksOfLine.clear();
    marksOfLine.add(line);
    return marksOfLine.isCandidate();
  }

  /** Whether a line is a record of a log in JSON: it may follow an object that was cut. */
  private static boolean isWholeObject(String line) {
    return line.charAt(0) == '{' && line.charAt(line.length() - 1) == '}' && balance(line) == 0;
  }

  /** Where the error starts: with its own words, or with what they are the end of. */
  private long startLine() {
    boolean anyText = firstShape == LineShape.ENTRY || firstShape == LineShape.PLAIN;
    return anyText ? markedLine : firstLine;
  }

  /** Whether the entry is the one line of a log in JSON. */
  private boolean isRecord() {
    return firstShape == LineShape.OBJECT && entry.indexOf("\n") < 0;
  }

  private void take(String piece) {
    if (inFrame) {
      return;
    }
    if (lines.isStart() && !entry.isEmpty()) {
      entry.append('\n');
    }
    if (firstLine == 0 && !piece.isBlank()) {
      firstLine = lines.number();
    }
    entry.append(piece);
    if (depth == 0) {
      objectLine = lines.number();
    }
    mark(piece);
    depth = Math.max(0, depth + balance(piece));
    if (candidate && entry.length() > LONGEST) {
      endEntry();
    } else if (!candidate && entry.length() > LONGEST / 2) {
      shorten();
    }
  }

  private void mark(String text) {
    marks.add(text);
    candidate |= marks.isCandidate();
    if (markedLine == 0 && marks.isAny()) {
      markedLine = objectLine;
    }
  }

  private void shorten() {
    entry.delete(0, entry.length() - CONTEXT);
    markedLine = 0;
    firstShape = LineShape.PLAIN;
    depth = 0;
  }

  private void endEntry() {
    if (candidate) {
      found = new Passage(entry.toString(), startLine(), follows);
      follows = true;
    } else if (firstShape == LineShape.ENTRY || isRecord()) {
      ordinaryEntries++;
      follows = false;
    }
    entry.setLength(0);
    marks.clear();
    candidate = false;
    firstShape = LineShape.PLAIN;
    lastShape = LineShape.PLAIN;
    firstLine = 0;
    markedLine = 0;
    depth = 0;
  }

  /** Opened less closed brackets; those in strings are counted, because bodies hide there. */
  private static long balance(String piece) {
    long balance = 0;
    for (int i = 0; i < piece.length(); i++) {
      char c = piece.charAt(i);
      balance += c < BRACKETS.length ? BRACKETS[c] : 0;
    }
    return balance;
  }

  private static byte[] brackets() {
    byte[] brackets = new byte[128];
    brackets['{'] = 1;
    brackets['['] = 1;
    brackets['}'] = -1;
    brackets[']'] = -1;
    return brackets;
  }
}
