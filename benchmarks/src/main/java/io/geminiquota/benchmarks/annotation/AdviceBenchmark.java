package io.geminiquota.benchmarks.annotation;

import io.micronaut.context.ApplicationContext;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/** A call of a bean's method that does nothing, through its advice. No quota is ever used up. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH sets the fields before it measures
public class AdviceBenchmark {

  private static final String PROMPT = "Hello";

  /** Which; all of them, unless JMH is told otherwise. */
  @Param public Advice advice;

  private ApplicationContext context;
  private Answers answers;

  /** Starts an application whose minute is short: in a real one millions of uses would pile up. */
  @Setup
  public void open() {
    context = ApplicationContext.run(Map.of("gemini.quota.minute", "100ms"));
    answers = context.getBean(advice.bean());
  }

  /** Ends the application. */
  @TearDown
  public void close() {
    context.close();
  }

  /** A plain result. */
  @Benchmark
  public String plain() {
    return answers.answer(PROMPT);
  }

  /** From the call to the one value that a subscriber is given. */
  @Benchmark
  public void mono(Blackhole results) {
    answers.answerLater(PROMPT).subscribe(results::consume);
  }
}
