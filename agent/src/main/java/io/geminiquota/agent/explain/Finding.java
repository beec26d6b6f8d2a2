package io.geminiquota.agent.explain;

import io.geminiquota.engine.classify.Verdict;
import java.util.ArrayList;
import java.util.List;

/** An error that was found, once or several times. */
final class Finding {

  private static final int MOST_LINES = 100;

  private Verdict verdict;
  private final List<Long> lines = new ArrayList<>(4);
  private long count;

  Finding(Verdict verdict, long line) {
    this.verdict = verdict;
    again(verdict, line);
  }

  /** Another occurrence; what the server said last about waiting stands. */
  void again(Verdict latest, long line) {
    verdict = latest;
    count++;
    if (lines.size() < MOST_LINES) {
      lines.add(line);
    }
  }

  /** The same occurrence, told better or in more words. */
  void toldBetter(Verdict better) {
    verdict = better;
  }

  Verdict verdict() {
    return verdict;
  }

  /** Where it starts; of very many occurrences the first ones. */
  List<Long> lines() {
    return List.copyOf(lines);
  }

  long count() {
    return count;
  }

  /** Whether another verdict is about the same error, however long the server asks to wait. */
  boolean isSame(Verdict other) {
    return withoutWait(verdict).equals(withoutWait(other));
  }

  /** What makes two occurrences the same error. */
  static Verdict withoutWait(Verdict of) {
    return new Verdict(
        of.kind(),
        of.httpStatus(),
        of.project(),
        of.model(),
        of.quotaMetric(),
        of.quotaId(),
        of.limit(),
        of.window(),
        null,
        of.retryable(),
        of.violations());
  }
}
