package io.geminiquota.agent.explain;

import io.geminiquota.engine.classify.Kind;
import io.geminiquota.engine.classify.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The errors of a text, equal ones together, in the order in which they first appear. */
final class Findings {

  /** More different errors than this are nothing that a person could read. */
  private static final int MOST = 1000;

  private final Map<Verdict, Finding> all = new LinkedHashMap<>();
  private @Nullable Finding latest;
  private long leftOut;

  /** Adds what was judged of a passage, if it is an error. */
  void add(Passage passage, Verdict verdict) {
    if (!isError(verdict)) {
      return;
    }
    Finding before = passage.follows() ? latest : null;
    long line = passage.line();
    if (before != null && !before.isSame(verdict)) {
      if (saysLess(verdict, before.verdict())) {
        return;
      }
      if (before.count() == 1 && saysLess(before.verdict(), verdict)) {
        all.remove(Finding.withoutWait(before.verdict()));
        line = before.lines().get(0);
      }
    }
    latest = occurrence(verdict, line);
  }

  private @Nullable Finding occurrence(Verdict verdict, long line) {
    Verdict identity = Finding.withoutWait(verdict);
    Finding known = all.get(identity);
    if (known != null) {
      known.again(verdict, line);
      return known;
    }
    if (all.size() == MOST) {
      leftOut++;
      return null;
    }
    Finding first = new Finding(verdict, line);
    all.put(identity, first);
    return first;
  }

  List<Finding> all() {
    return List.copyOf(all.values());
  }

  /** How many more there were than are kept. */
  long leftOut() {
    return leftOut;
  }

  /** Whether a verdict is about a failure at all. */
  static boolean isError(Verdict verdict) {
    return verdict.kind() != Kind.OTHER
        || verdict.httpStatus() >= 400
        || !verdict.violations().isEmpty();
  }

  /** Whether one verdict tells nothing that the other one does not tell. */
  private static boolean saysLess(Verdict one, Verdict other) {
    boolean compatible =
        one.kind() == other.kind()
            || one.kind() == Kind.OTHER
            || (one.httpStatus() >= 400 && one.httpStatus() == other.httpStatus());
    return compatible
        && (one.httpStatus() == 0 || one.httpStatus() == other.httpStatus())
        && isNullOr(one.project(), other.project())
        && isNullOr(one.model(), other.model())
        && isNullOr(one.quotaMetric(), other.quotaMetric())
        && isNullOr(one.quotaId(), other.quotaId())
        && isNullOr(one.limit(), other.limit());
  }

  private static boolean isNullOr(@Nullable Object one, @Nullable Object other) {
    return one == null || Objects.equals(one, other);
  }
}
