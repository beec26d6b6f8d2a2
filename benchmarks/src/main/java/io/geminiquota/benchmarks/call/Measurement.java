package io.geminiquota.benchmarks.call;

import io.geminiquota.benchmarks.processes.BuiltProject;
import io.geminiquota.benchmarks.processes.ForkedJvm;
import io.geminiquota.benchmarks.report.Table;
import io.geminiquota.benchmarks.report.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line of a measurement that runs programs in JVMs of their own and prints a table. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls
abstract class Measurement implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--java",
      paramLabel = "PATH",
      description = "Another java to run them with. Default: the one that runs this.")
  private Path java = ForkedJvm.thisJava();

  @Mixin private BuiltProject project;

  /** Runs a command line and exits. */
  static void run(Measurement measurement, String... args) {
    System.exit(new CommandLine(measurement).execute(args));
  }

  /**
   * Measures, and tells what was found.
   *
   * @throws IOException if a program cannot be run
   * @throws IllegalArgumentException if a program printed something else than figures
   */
  abstract Table measure(Programs programs) throws IOException, InterruptedException;

  @Override
  public final Integer call() throws InterruptedException {
    Table table;
    try {
      table = measure(new Programs(project, java));
    } catch (IOException | IllegalArgumentException e) {
      System.err.println(spec.name() + ": " + e.getMessage());
      return ExitCode.SOFTWARE;
    }
    Terminal terminal = Terminal.ofThisProcess();
    terminal.out().println(table.render(terminal.look()));
    return ExitCode.OK;
  }
}
