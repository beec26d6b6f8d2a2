package io.geminiquota.benchmarks.jmh;

import io.geminiquota.benchmarks.report.Median;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;

/**
 * What JMH measured of one thing. A fork is one figure, the mean of its iterations: between forks
 * lies what the JIT compiler decided differently, and what else the machine did. Times are in the
 * unit of the benchmark.
 */
public final class Measured {

  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private final BenchmarkParams params;
  private final List<Double> times;
  private final List<Double> bytes;

  Measured(RunResult result) {
    Collection<BenchmarkResult> forks = result.getBenchmarkResults();
    params = result.getParams();
    times = forks.stream().map(fork -> fork.getPrimaryResult().getScore()).toList();
    bytes = forks.stream().map(Measured::allocated).toList();
  }

  /** Whether it was measured by a benchmark, or by the method of one with this name. */
  public boolean isBy(Class<?> benchmark, String method) {
    return params.getBenchmark().equals(benchmark.getCanonicalName() + "." + method);
  }

  /** Whether it was measured by a benchmark. */
  public boolean isBy(Class<?> benchmark) {
    return params.getBenchmark().startsWith(benchmark.getCanonicalName() + ".");
  }

  /** The value of one of the benchmark's parameters. */
  public String param(String name) {
    return Objects.requireNonNull(params.getParam(name), name);
  }

  /** How many threads measured it together. */
  public int threads() {
    return params.getThreads();
  }

  /** Of the fork that was least disturbed. */
  public double fastest() {
    return Collections.min(times);
  }

  /** Of the forks' times. */
  public double median() {
    return Median.of(times);
  }

  /** Bytes, the median of the forks. */
  public double allocated() {
    return Median.of(bytes);
  }

  private static double allocated(BenchmarkResult fork) {
    return Objects.requireNonNull(fork.getSecondaryResults().get(ALLOCATED)).getScore();
  }
}
