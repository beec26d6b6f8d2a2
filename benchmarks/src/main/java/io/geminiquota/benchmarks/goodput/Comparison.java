package io.geminiquota.benchmarks.goodput;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** All runs, one scenario after the other, and what is told of them meanwhile. */
final class Comparison {

  private final Heat heat;
  private final int runs;
  private final int abreast;
  private final RawFile raw;
  private final PrintStream out;

  /**
   * @param runs how often each is run
   * @param abreast how many processes run at the same time at most, unless one contestant needs
   *     more
   * @param raw where each run's figures go
   * @param out where each scenario's table goes
   */
  Comparison(Heat heat, int runs, int abreast, RawFile raw, PrintStream out) {
    this.heat = heat;
    this.runs = runs;
    this.abreast = abreast;
    this.raw = raw;
    this.out = out;
  }

  /** Runs what is selected; a scenario in which nobody takes part is left out. */
  List<Summary> run(Selection selection) throws IOException, InterruptedException {
    List<Summary> all = new ArrayList<>();
    for (Scenario scenario : selection.scenarios()) {
      List<Entry> entries = selection.entries(scenario, runs);
      if (!entries.isEmpty()) {
        List<Summary> summaries = Summary.of(run(entries));
        out.println(Report.of(scenario, summaries));
        all.addAll(summaries);
      }
    }
    return all;
  }

  private List<Result> run(List<Entry> entries) throws IOException, InterruptedException {
    List<Result> results = new ArrayList<>();
    int size = Math.max(1, abreast / entries.get(0).scenario().processes());
    for (int from = 0; from < entries.size(); from += size) {
      List<Entry> next = entries.subList(from, Math.min(entries.size(), from + size));
      next.forEach(entry -> System.err.println("Running: " + entry));
      for (Result result : heat.run(next)) {
        raw.add(result);
        results.add(result);
      }
    }
    return results;
  }
}
