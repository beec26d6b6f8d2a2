package io.geminiquota.benchmarks.permit;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * To decide about an attempt and to record it, which is all that a peer does. What our gate is told
 * of the attempt later is done between the batches, where time is not measured.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AdmissionBenchmark {

  /** Few enough to stay in the cache next to the processor, enough for the clock of JMH. */
  static final int BATCH = 200;

  /** What is measured. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public int admit(Batch batch) {
    int admitted = 0;
    for (int attempt = 0; attempt < BATCH; attempt++) {
      if (!batch.caller.isAdmitted(attempt)) {
        throw new IllegalStateException("not admitted");
      }
      admitted++;
    }
    return admitted;
  }

  /** What all threads share. */
  @State(Scope.Benchmark)
  @SuppressWarnings("NullAway.Init") // JMH sets the fields before it measures
  public static class Shared {

    /** Who; all of them, unless JMH is told otherwise. */
    @Param public Contestant contestant;

    private Rendezvous rendezvous;
    private Limiter limiter;

    /** Makes the limiter. */
    @Setup
    public void open(BenchmarkParams params) {
      rendezvous = new Rendezvous(params.getThreads());
      limiter = contestant.open();
    }

    /** Ends the limiter. */
    @TearDown
    public void close() {
      limiter.close();
    }
  }

  /** The attempts of one thread. */
  @State(Scope.Thread)
  @SuppressWarnings("NullAway.Init") // JMH sets the fields before it measures
  public static class Batch {

    private Caller caller;

    /** Finds the limiter. */
    @Setup
    public void open(Shared shared) {
      caller = shared.limiter.caller(BATCH);
    }

    /** Nothing is ended while others measure. */
    @Setup(Level.Invocation)
    public void endTheLast(Shared shared, ThreadParams params) {
      shared.rendezvous.meet(params.getThreadIndex());
      caller.endBatch();
      shared.rendezvous.meet(params.getThreadIndex());
    }
  }
}
