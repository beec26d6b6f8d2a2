package io.geminiquota.benchmarks.permit;

import io.geminiquota.engine.limit.Place;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * All that our gate does for an attempt: it is admitted, leaves, has its answer, and that is read.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH sets the fields before it measures
public class LifeBenchmark {

  /** Which limits; one or all, unless JMH is told otherwise. */
  @Param public OurLimits limits;

  private OurGate gate;

  /** Makes the gate. */
  @Setup
  public void open() {
    gate = OurGate.with(limits);
  }

  /** What is measured, with the place that the attempt brings. */
  @Benchmark
  public Place live() {
    Place place = gate.place(0);
    if (!gate.isAdmitted(place)) {
      throw new IllegalStateException("not admitted");
    }
    gate.end(place);
    return place;
  }
}
