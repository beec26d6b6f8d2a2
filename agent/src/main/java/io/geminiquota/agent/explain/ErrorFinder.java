package io.geminiquota.agent.explain;

import io.geminiquota.engine.classify.Classifier;
import io.geminiquota.engine.classify.Kind;
import io.geminiquota.engine.classify.Verdict;
import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.util.List;

/** Finds the errors of Gemini in a text of any length. */
final class ErrorFinder {

  /** A text up to this length may be one error, pasted without its log. */
  private static final int LONGEST_PASTE = 64 * 1024;

  /** What surrounds the one error of a paste may be this many times as long as itself. */
  private static final int MOST_AROUND = 4;

  private ErrorFinder() {}

  /**
   * The errors of a text.
   *
   * @throws IOException if it cannot be read
   */
  static Findings find(Reader reader) throws IOException {
    char[] buffer = new char[LONGEST_PASTE + 1];
    int length = fill(reader, buffer);
    PushbackReader text = new PushbackReader(reader, Math.max(1, length));
    text.unread(buffer, 0, length);
    Findings findings = new Findings();
    ErrorPassages passages = new ErrorPassages(text);
    long around = length;
    for (Passage passage = passages.next(); passage != null; passage = passages.next()) {
      findings.add(passage, Classifier.classify(0, passage.text()));
      around -= passage.text().length();
    }
    if (length <= LONGEST_PASTE) {
      String paste = new String(buffer, 0, length);
      asOneError(paste, findings, passages.ordinaryEntries(), around);
    }
    return findings;
  }

  /**
   * A text that is one error and nothing else is judged as it stands, however damaged it is and
   * wherever it was cut.
   */
  private static void asOneError(
      String paste, Findings findings, int ordinaryEntries, long around) {
    List<Finding> all = findings.all();
    if (all.size() > 1 || (all.size() == 1 && ordinaryEntries > 0) || ordinaryEntries > 1) {
      return;
    }
    Verdict whole = Classifier.classify(0, paste);
    if (all.isEmpty()) {
      if (Findings.isError(whole) && speaksOfFailure(paste, whole)) {
        findings.add(new Passage(paste, firstLine(paste), false), whole);
      }
    } else if (around <= (long) MOST_AROUND * (paste.length() - around)
        && Findings.isError(whole)) {
      all.get(0).toldBetter(whole);
    }
  }

  /** What a class name alone suggests is not enough. */
  private static boolean speaksOfFailure(String paste, Verdict whole) {
    Marks marks = new Marks();
    marks.add(paste);
    return whole.httpStatus() >= 400 || whole.kind() != Kind.SERVER_TRANSIENT || marks.isFailure();
  }

  private static long firstLine(String paste) {
    String before = paste.substring(0, paste.length() - paste.stripLeading().length());
    return 1 + before.chars().filter(c -> c == '\n').count();
  }

  private static int fill(Reader reader, char[] buffer) throws IOException {
    int length = 0;
    int count = 0;
    while (count >= 0 && length < buffer.length) {
      count = reader.read(buffer, length, buffer.length - length);
      length += Math.max(count, 0);
    }
    return length;
  }
}
