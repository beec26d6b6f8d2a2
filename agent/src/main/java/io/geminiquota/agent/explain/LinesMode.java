package io.geminiquota.agent.explain;

import io.geminiquota.engine.classify.Classifier;
import io.geminiquota.engine.classify.Kind;
import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.classify.Window;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.util.List;

/**
 * One verdict for each line of a JSON Lines text, whatever the line holds. Whoever writes a line
 * and waits gets his answer: nothing is held back while more input is waited for.
 */
final class LinesMode {

  private static final String EXPECTED =
      "; give one object per line: {\"http_status\": 429 or null, \"payload\": \"the error's text\"}.";

  private final Advisor advisor;

  LinesMode(Advisor advisor) {
    this.advisor = advisor;
  }

  /**
   * Answers every line.
   *
   * @return how many there were
   * @throws IOException if the text cannot be read
   * @throws ClosedOutput if the answers cannot be written
   */
  long run(Reader reader, Writer out) throws IOException {
    VerdictJson json = new VerdictJson(out);
    LongLines lines = new LongLines(reader, out::flush);
    long count = 0;
    for (String line = lines.next(); line != null; line = lines.next()) {
      answer(line, lines.wasCut(), json);
      count++;
    }
    out.flush();
    return count;
  }

  private void answer(String line, boolean wasCut, VerdictJson json) throws IOException {
    try {
      if (wasCut) {
        throw new PayloadLine.Unusable("The line is too long and has no payload at its beginning");
      }
      PayloadLine read = PayloadLine.read(line);
      Verdict verdict = Classifier.classify(read.httpStatus(), read.retryAfter(), read.payload());
      json.line(verdict, advisor.advice(verdict));
    } catch (PayloadLine.Unusable e) {
      json.line(unclassified(), e.getMessage() + EXPECTED);
    }
  }

  private static Verdict unclassified() {
    Kind kind = Kind.OTHER;
    return new Verdict(
        kind, 0, null, null, null, null, null, Window.UNKNOWN, null, kind.retryable(), List.of());
  }
}
