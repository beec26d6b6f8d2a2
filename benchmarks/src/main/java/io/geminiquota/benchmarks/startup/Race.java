package io.geminiquota.benchmarks.startup;

import io.geminiquota.benchmarks.report.Median;
import io.geminiquota.benchmarks.report.Table;
import io.geminiquota.testkit.otlp.Look;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Starts of the same program in several lanes, by turns, so that whatever else the machine does
 * meets all lanes alike. The first lane is what the others are compared with.
 */
final class Race {

  private final Map<Lane, List<Start>> starts = new LinkedHashMap<>();

  /**
   * @param lanes at least one
   */
  Race(List<Lane> lanes) {
    lanes.forEach(lane -> starts.put(lane, new ArrayList<>()));
  }

  /** Runs each lane once without counting it, to fill the disk cache, then this often. */
  void run(int rounds, Path java) throws IOException, InterruptedException {
    for (int round = 0; round <= rounds; round++) {
      for (Map.Entry<Lane, List<Start>> lane : starts.entrySet()) {
        Start start = lane.getKey().start(java);
        if (round > 0) {
          lane.getValue().add(start);
        }
      }
    }
  }

  String render(Look look) {
    Table table = new Table("median of all starts", "wall", "more", "memory", "more");
    List<Start> base = starts.values().iterator().next();
    for (Map.Entry<Lane, List<Start>> lane : starts.entrySet()) {
      double wall = millis(lane.getValue());
      double memory = megabytes(lane.getValue());
      boolean compared = lane.getValue() != base;
      table.add(
          lane.getKey().name(),
          Table.cell("%.0f ms", wall),
          compared ? Table.cell("%+.0f ms", wall - millis(base)) : "",
          Table.cell("%.1f MB", memory),
          compared ? Table.cell("%+.1f MB", memory - megabytes(base)) : "");
    }
    return table.render(look);
  }

  private static double millis(List<Start> starts) {
    return median(starts, start -> start.wall().toNanos()) / 1e6;
  }

  private static double megabytes(List<Start> starts) {
    return median(starts, Start::peakKilobytes) / 1024;
  }

  private static double median(List<Start> starts, ToLongFunction<Start> figure) {
    return Median.of(starts.stream().map(figure::applyAsLong).toList());
  }
}
