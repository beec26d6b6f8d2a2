package io.geminiquota.benchmarks.classify;

import io.geminiquota.benchmarks.report.Terminal;
import java.util.Collection;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
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

/** The command line of the classification benchmark. */
@Command(
    name = "classify",
    sortOptions = false,
    description = {
      "Measures with JMH how long it takes to judge an error, and how much memory that takes.",
      ""
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls
public final class Classify implements Callable<Integer> {

  private static final int WARMUPS = 5;
  private static final int ITERATIONS = 5;
  private static final TimeValue ITERATION = TimeValue.seconds(1);

  @Option(
      names = "--forks",
      paramLabel = "N",
      defaultValue = "5",
      description = "How many JVMs measure each error. Default: ${DEFAULT-VALUE}.")
  private int forks;

  @SuppressWarnings("unused") // picocli looks at it
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this and exit.")
  private boolean help;

  @Spec private CommandSpec spec;

  /** Runs the command line and exits. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Classify()).execute(args));
  }

  @Override
  public Integer call() {
    if (forks < 1) {
      throw new ParameterException(spec.commandLine(), "--forks must be at least 1.");
    }
    int seconds = ErrorText.values().length * forks * (WARMUPS + ITERATIONS);
    System.err.println("Measuring for about " + (seconds / 60 + 1) + " minutes ...");
    try {
      Collection<RunResult> results = new Runner(options()).run();
      Terminal terminal = Terminal.ofThisProcess();
      terminal.out().print(new Figures(results).render(terminal.look()));
      return ExitCode.OK;
    } catch (RunnerException e) {
      System.err.println("classify: " + e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  private Options options() {
    return new OptionsBuilder()
        .include(ClassifierBenchmark.class.getName())
        .forks(forks)
        .warmupIterations(WARMUPS)
        .warmupTime(ITERATION)
        .measurementIterations(ITERATIONS)
        .measurementTime(ITERATION)
        .addProfiler(GCProfiler.class)
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true)
        .build();
  }
}
