package io.geminiquota.testkit.otlp;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.Map;

/** Many calls in one line. */
final class CallSummary {

  /** Less than this rounds to nothing. */
  private static final double SHORTEST_SECONDS = 0.005;

  private CallSummary() {}

  /** E.g. {@code 84 more: 80 succeeded, 4 failed; 1 to 2 attempts; held 0.00 to 3.91 s}. */
  static String of(List<CallTrace> calls) {
    return calls.size() + " more: " + endings(calls) + "; " + attempts(calls) + "; " + held(calls);
  }

  private static String endings(List<CallTrace> calls) {
    Map<String, Long> endings =
        calls.stream().collect(groupingBy(CallTrace::outcome, LinkedHashMap::new, counting()));
    if (endings.size() == 1) {
      String ending = endings.keySet().iterator().next();
      return calls.size() == 1 ? ending : "all " + ending;
    }
    return endings.entrySet().stream()
        .map(ending -> ending.getValue() + " " + ending.getKey())
        .collect(joining(", "));
  }

  private static String attempts(List<CallTrace> calls) {
    LongSummaryStatistics attempts =
        calls.stream().mapToLong(CallTrace::attempts).summaryStatistics();
    if (attempts.getMin() < attempts.getMax()) {
      return attempts.getMin() + " to " + attempts.getMax() + " attempts";
    }
    String each = calls.size() == 1 ? "" : " each";
    return attempts.getMax() + (attempts.getMax() == 1 ? " attempt" : " attempts") + each;
  }

  private static String held(List<CallTrace> calls) {
    DoubleSummaryStatistics held =
        calls.stream().mapToDouble(CallTrace::heldSeconds).summaryStatistics();
    if (held.getMax() < SHORTEST_SECONDS) {
      return "not held";
    }
    if (held.getMax() - held.getMin() < SHORTEST_SECONDS) {
      return String.format(Locale.ROOT, "held %.2f s", held.getMax());
    }
    return String.format(Locale.ROOT, "held %.2f to %.2f s", held.getMin(), held.getMax());
  }
}
