package io.geminiquota.benchmarks.classify;

import io.geminiquota.benchmarks.report.Median;
import io.geminiquota.benchmarks.report.Table;
import io.geminiquota.testkit.otlp.Look;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;

/**
 * What JMH measured. A fork is one figure, the mean of its iterations: between forks lies what the
 * JIT compiler decided differently, and what else the machine did.
 */
final class Figures {

  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private final Collection<RunResult> results;

  Figures(Collection<RunResult> results) {
    this.results = results;
  }

  String render(Look look) {
    Table table = new Table("error", "size", "fastest fork", "median", "allocated");
    for (RunResult result : results) {
      ErrorText error = ErrorText.valueOf(result.getParams().getParam("error"));
      Collection<BenchmarkResult> forks = result.getBenchmarkResults();
      List<Double> micros = forks.stream().map(fork -> fork.getPrimaryResult().getScore()).toList();
      List<Double> bytes = forks.stream().map(Figures::allocated).toList();
      table.add(
          error.title(),
          text("%.1f KB", error.text().length() / 1024.0),
          text("%.1f us", Collections.min(micros)),
          text("%.1f us", Median.of(micros)),
          text("%.1f KB", Median.of(bytes) / 1024));
    }
    return table.render(look);
  }

  private static double allocated(BenchmarkResult fork) {
    return Objects.requireNonNull(fork.getSecondaryResults().get(ALLOCATED)).getScore();
  }

  private static String text(String format, double figure) {
    return String.format(Locale.ROOT, format, figure);
  }
}
