package io.geminiquota.testkit.otlp;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which calls to show when there are too many to show them all: the first of each shape, because it
 * is news, then some at even distances, because waves of calls are to be seen. The rest is folded
 * where it stands, never dropped.
 */
final class CallSelection {

  /** One entry of the tree. */
  sealed interface Entry {}

  /** A call to be shown. */
  record Shown(CallTrace call) implements Entry {}

  /** Calls that are only counted, next to each other in the order of time. */
  record Folded(List<CallTrace> calls) implements Entry {}

  private CallSelection() {}

  /**
   * All calls, in the same order, shown or folded.
   *
   * @param calls in the order in which they began
   * @param atMost how many to show, at least 1
   */
  static List<Entry> of(List<CallTrace> calls, int atMost) {
    Set<Integer> chosen = choose(calls, atMost);
    List<Entry> entries = new ArrayList<>();
    List<CallTrace> folded = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      if (!chosen.contains(i)) {
        folded.add(calls.get(i));
        continue;
      }
      flush(folded, entries);
      entries.add(new Shown(calls.get(i)));
    }
    flush(folded, entries);
    return entries;
  }

  private static Set<Integer> choose(List<CallTrace> calls, int atMost) {
    Set<Integer> chosen = new TreeSet<>();
    Set<String> shapes = new HashSet<>();
    for (int i = 0; i < calls.size() && chosen.size() < atMost; i++) {
      if (shapes.add(calls.get(i).shape())) {
        chosen.add(i);
      }
    }
    List<Integer> others = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      if (!chosen.contains(i)) {
        others.add(i);
      }
    }
    int room = Math.min(atMost - chosen.size(), others.size());
    for (int i = 1; i <= room; i++) {
      chosen.add(others.get(i * others.size() / room - 1));
    }
    return chosen;
  }

  private static void flush(List<CallTrace> folded, List<Entry> entries) {
    if (!folded.isEmpty()) {
      entries.add(new Folded(List.copyOf(folded)));
      folded.clear();
    }
  }
}
