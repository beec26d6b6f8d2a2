package io.geminiquota.benchmarks.call;

import io.geminiquota.benchmarks.report.Median;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/** The figures of all runs of one kind, by the way of calling. */
final class Lane {

  private final Map<String, List<Cost>> costs = new LinkedHashMap<>();

  /** Adds what a run of {@link MeasuredCalls} has printed. */
  void add(List<String> printed) {
    Cost.read(printed)
        .forEach((way, cost) -> costs.computeIfAbsent(way, key -> new ArrayList<>()).add(cost));
  }

  Set<String> ways() {
    return costs.keySet();
  }

  double median(String way, ToLongFunction<Cost> figure) {
    return Median.of(costs.getOrDefault(way, List.of()).stream().map(figure::applyAsLong).toList());
  }
}
