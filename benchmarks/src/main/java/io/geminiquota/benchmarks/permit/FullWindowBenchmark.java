package io.geminiquota.benchmarks.permit;

import io.geminiquota.engine.limit.Place;
import java.time.Duration;
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
 * The life of an attempt at a gate whose window is full: each is admitted the moment the oldest use
 * ceases to count. For one thread.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH sets the fields before it measures
public class FullWindowBenchmark {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** Longer than a minute with what is added against jitter. */
  private static final long LONGER_THAN_THE_WINDOW = Duration.ofMillis(60_100).toNanos();

  /** How many requests per minute. */
  @Param({"10", "10000", "10000000"})
  public long limit;

  private final SteppingClock clock = new SteppingClock();
  private OurGate gate;
  private long pause;

  /** Fills the window. */
  @Setup
  public void fill() {
    pause = LONGER_THAN_THE_WINDOW / limit;
    gate = OurGate.of(MINUTE, limit, clock);
    for (long i = 0; i < limit; i++) {
      live();
    }
  }

  /** What is measured. */
  @Benchmark
  public Place live() {
    Place place = gate.place(0);
    if (!gate.isAdmitted(place)) {
      throw new IllegalStateException("not admitted");
    }
    gate.end(place);
    clock.step(pause);
    return place;
  }
}
