package io.geminiquota.benchmarks.jmh;

import io.geminiquota.benchmarks.report.Table;
import io.geminiquota.benchmarks.report.Terminal;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command line that lets JMH measure something and prints tables of it. */
@Command(sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls
public abstract class JmhCommand implements Callable<Integer> {

  private final Iterations iterations;

  @Option(
      names = "--forks",
      paramLabel = "N",
      defaultValue = "5",
      description = "How many JVMs measure each figure. Default: ${DEFAULT-VALUE}.")
  private int forks;

  @SuppressWarnings("unused") // picocli looks at it
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this and exit.")
  private boolean help;

  @Spec private CommandSpec spec;

  /**
   * @param iterations of each fork
   */
  protected JmhCommand(Iterations iterations) {
    this.iterations = iterations;
  }

  @Override
  public final Integer call() {
    if (forks < 1) {
      throw wrong("--forks must be at least 1.");
    }
    Terminal terminal = Terminal.ofThisProcess();
    try {
      for (Table table : measure()) {
        terminal.out().println(table.render(terminal.look()));
      }
      return ExitCode.OK;
    } catch (RunnerException e) {
      System.err.println(spec.name() + ": " + e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  /**
   * Measures, in what {@link #run} runs.
   *
   * @throws ParameterException made by {@link #wrong}, when an option is wrong
   * @throws RunnerException when JMH could not measure
   */
  protected abstract List<Table> measure() throws RunnerException;

  /**
   * Runs benchmarks with all their parameters.
   *
   * @param threads how many measure together
   * @throws RunnerException when JMH could not measure
   */
  protected final List<Measured> run(int threads, Class<?>... benchmarks) throws RunnerException {
    System.err.println("Measuring for minutes; the machine should do nothing else ...");
    OptionsBuilder options = new OptionsBuilder();
    for (Class<?> benchmark : benchmarks) {
      options.include(benchmark.getName());
    }
    options
        .threads(threads)
        .forks(forks)
        .warmupIterations(iterations.warmups())
        .warmupTime(iterations.length())
        .measurementIterations(iterations.measured())
        .measurementTime(iterations.length())
        .addProfiler(GCProfiler.class)
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true);
    return new Runner(options.build()).run().stream().map(Measured::new).toList();
  }

  /** To be thrown when an option is wrong. */
  protected final ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
