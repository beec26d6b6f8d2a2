package io.geminiquota.benchmarks.permit;

import io.geminiquota.benchmarks.report.Median;
import io.geminiquota.benchmarks.report.Table;
import io.geminiquota.testkit.otlp.Look;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;

/** What JMH measured. A fork is one figure, the mean of its iterations. */
final class Figures {

  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private final Collection<RunResult> results;

  Figures(Collection<RunResult> results) {
    this.results = results;
  }

  String render(Look look) {
    return table("asked for a permit", AdmissionBenchmark.class, Figures::contestant, look)
        + table("the life of an attempt", LifeBenchmark.class, Figures::limits, look)
        + table("requests per minute", FullWindowBenchmark.class, Figures::limit, look);
  }

  private String table(
      String title, Class<?> benchmark, Function<BenchmarkParams, String> name, Look look) {
    Table table = new Table(title, "threads", "fastest fork", "median", "allocated");
    for (RunResult result : results) {
      BenchmarkParams params = result.getParams();
      if (params.getBenchmark().startsWith(benchmark.getName())) {
        Collection<BenchmarkResult> forks = result.getBenchmarkResults();
        List<Double> nanos =
            forks.stream().map(fork -> fork.getPrimaryResult().getScore()).toList();
        List<Double> bytes = forks.stream().map(Figures::allocated).toList();
        table.add(
            name.apply(params),
            Integer.toString(params.getThreads()),
            text("%.1f ns", Collections.min(nanos)),
            text("%.1f ns", Median.of(nanos)),
            text("%.0f B", Median.of(bytes)));
      }
    }
    return table.render(look);
  }

  private static String contestant(BenchmarkParams params) {
    return Contestant.valueOf(params.getParam("contestant")).title();
  }

  private static String limits(BenchmarkParams params) {
    return OurLimits.valueOf(params.getParam("limits")).title();
  }

  private static String limit(BenchmarkParams params) {
    return params.getParam("limit");
  }

  private static double allocated(BenchmarkResult fork) {
    return Objects.requireNonNull(fork.getSecondaryResults().get(ALLOCATED)).getScore();
  }

  private static String text(String format, double figure) {
    return String.format(Locale.ROOT, format, figure);
  }
}
