package io.geminiquota.benchmarks.permit;

import io.geminiquota.benchmarks.report.Terminal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of the admission benchmark. */
@Command(
    name = "permit",
    sortOptions = false,
    description = {
      "Measures with JMH what an admission costs, here and in the libraries that people put in",
      "front of the SDK, and how much memory that takes.",
      ""
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls
public final class Permit implements Callable<Integer> {

  private static final int WARMUPS = 4;
  private static final int ITERATIONS = 6;
  private static final TimeValue ITERATION = TimeValue.milliseconds(400);

  @Option(
      names = "--forks",
      paramLabel = "N",
      defaultValue = "5",
      description = "How many JVMs measure each figure. Default: ${DEFAULT-VALUE}.")
  private int forks;

  @Option(
      names = "--threads",
      paramLabel = "N",
      split = ",",
      defaultValue = "1,2",
      description = "How many threads ask at the same time. Default: ${DEFAULT-VALUE}.")
  private List<Integer> threads;

  @SuppressWarnings("unused") // picocli looks at it
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this and exit.")
  private boolean help;

  @Spec private CommandSpec spec;

  /** Runs the command line and exits. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Permit()).execute(args));
  }

  @Override
  public Integer call() {
    if (forks < 1) {
      throw new ParameterException(spec.commandLine(), "--forks must be at least 1.");
    }
    if (threads.stream().anyMatch(number -> number < 1)) {
      throw new ParameterException(spec.commandLine(), "--threads must be at least 1.");
    }
    System.err.println("Measuring for several minutes; the machine should do nothing else ...");
    try {
      Collection<RunResult> results = new ArrayList<>();
      for (int number : threads) {
        results.addAll(run(number, AdmissionBenchmark.class, LifeBenchmark.class));
      }
      results.addAll(run(1, FullWindowBenchmark.class));
      Terminal terminal = Terminal.ofThisProcess();
      terminal.out().print(new Figures(results).render(terminal.look()));
      return ExitCode.OK;
    } catch (RunnerException e) {
      System.err.println("permit: " + e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  private Collection<RunResult> run(int number, Class<?>... benchmarks) throws RunnerException {
    OptionsBuilder options = new OptionsBuilder();
    for (Class<?> benchmark : benchmarks) {
      options.include(benchmark.getName());
    }
    options
        .threads(number)
        .forks(forks)
        .warmupIterations(WARMUPS)
        .warmupTime(ITERATION)
        .measurementIterations(ITERATIONS)
        .measurementTime(ITERATION)
        .addProfiler(GCProfiler.class)
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true);
    return new Runner(options.build()).run();
  }
}
