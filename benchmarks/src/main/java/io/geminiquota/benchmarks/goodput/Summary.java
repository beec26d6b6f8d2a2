package io.geminiquota.benchmarks.goodput;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * All runs of one contestant in one scenario.
 *
 * @param runs at least one
 */
record Summary(Scenario scenario, Contestant contestant, List<Figures> runs) {

  /** Brings together what belongs together, in the order of the first of each. */
  static List<Summary> of(List<Result> results) {
    Map<Entry, List<Figures>> runs = new LinkedHashMap<>();
    for (Result result : results) {
      Entry entry = result.entry();
      Entry first = new Entry(entry.scenario(), entry.contestant(), 1);
      runs.computeIfAbsent(first, same -> new ArrayList<>()).add(result.figures());
    }
    List<Summary> summaries = new ArrayList<>();
    runs.forEach(
        (entry, figures) ->
            summaries.add(new Summary(entry.scenario(), entry.contestant(), List.copyOf(figures))));
    return summaries;
  }

  /** How one of the figures came out. */
  Spread spread(ToDoubleFunction<Figures> figure) {
    return Spread.of(runs.stream().map(figure::applyAsDouble).toList());
  }

  /** Whether any run lost a call: then its time says little. */
  boolean lostCalls() {
    return runs.stream().anyMatch(run -> run.lost() > 0);
  }
}
