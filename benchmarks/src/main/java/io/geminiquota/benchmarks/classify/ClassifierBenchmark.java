package io.geminiquota.benchmarks.classify;

import io.geminiquota.engine.classify.Classifier;
import io.geminiquota.engine.classify.Verdict;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From a failed response to its verdict. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets the fields before it measures
public class ClassifierBenchmark {

  /** Which error; all of them, unless JMH is told otherwise. */
  @Param public ErrorText error;

  private int httpStatus;
  private String text;

  /** Leaves nothing but the classifier to be measured. */
  @Setup
  public void prepare() {
    httpStatus = error.httpStatus();
    text = error.text();
  }

  /** What is measured. */
  @Benchmark
  public Verdict classify() {
    return Classifier.classify(httpStatus, text);
  }
}
