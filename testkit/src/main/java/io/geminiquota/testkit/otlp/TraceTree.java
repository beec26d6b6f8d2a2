package io.geminiquota.testkit.otlp;

import static java.util.stream.Collectors.joining;

import io.geminiquota.testkit.otlp.CallSelection.Folded;
import io.geminiquota.testkit.otlp.CallSelection.Shown;
import java.util.ArrayList;
import java.util.List;

/**
 * Governed calls as a person reads them at a terminal: a row for each call with its place in time,
 * beneath it its waits, attempts and verdicts. What is too much to show is counted where it stands.
 *
 * <p>Immutable.
 */
public final class TraceTree {

  private final List<CallTrace> calls;
  private final int shown;

  private TraceTree(List<CallTrace> calls, int shown) {
    this.calls = calls;
    this.shown = shown;
  }

  /**
   * A tree that shows every call.
   *
   * @param spans as {@link TraceReceiver#spans} has them, in any order; spans that are not of
   *     governed calls are left out
   */
  public static TraceTree of(List<ReceivedSpan> spans) {
    return new TraceTree(CallTrace.among(spans), Integer.MAX_VALUE);
  }

  /**
   * The same tree, with fewer calls shown and the rest counted in between.
   *
   * @param calls how many to show
   * @throws IllegalArgumentException when that is less than 1
   */
  public TraceTree atMost(int calls) {
    if (calls < 1) {
      throw new IllegalArgumentException("At least 1 call has to be shown, not " + calls + ".");
    }
    return new TraceTree(this.calls, calls);
  }

  /** The tree as text, ending with a line break. */
  public String render(Look look) {
    if (calls.isEmpty()) {
      return "No governed call is among the spans.\n";
    }
    CallRows rows = new CallRows(look, calls);
    List<String> lines = new ArrayList<>(rows.heading());
    for (CallSelection.Entry entry : CallSelection.of(calls, shown)) {
      if (entry instanceof Shown one) {
        lines.addAll(rows.of(one.call()));
      } else if (entry instanceof Folded more) {
        lines.add(rows.of(more));
      }
    }
    return lines.stream().map(String::stripTrailing).collect(joining("\n", "", "\n"));
  }
}
