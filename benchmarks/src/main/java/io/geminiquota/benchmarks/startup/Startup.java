package io.geminiquota.benchmarks.startup;

import io.geminiquota.benchmarks.processes.BuiltProject;
import io.geminiquota.benchmarks.processes.ForkedJvm;
import io.geminiquota.benchmarks.report.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of the start-up benchmark. */
@Command(
    name = "startup",
    sortOptions = false,
    description = {
      "Starts a program that never calls Gemini, by turns without an agent, with one that",
      "does nothing, with ours, and with OpenTelemetry's; then a Micronaut application, by turns",
      "without and with our module. Prints the medians.",
      ""
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls
public final class Startup implements Callable<Integer> {

  @Option(
      names = "--pairs",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many starts of each kind to measure. Default: ${DEFAULT-VALUE}.")
  private int pairs;

  @Option(
      names = "--only",
      paramLabel = "NAME",
      split = ",",
      defaultValue = "agents,micronaut",
      description = "What to start: ${COMPLETION-CANDIDATES}. Default: both.")
  private List<Lanes> lanes;

  @Option(
      names = "--java",
      paramLabel = "PATH",
      description = "Another JDK, or its java, to be measured too. Can be given several times.")
  private List<Path> others = new ArrayList<>();

  @Mixin private BuiltProject project;

  @Spec private CommandSpec spec;

  /** Runs the command line and exits. */
  public static void main(String[] args) {
    System.exit(
        new CommandLine(new Startup()).setCaseInsensitiveEnumValuesAllowed(true).execute(args));
  }

  @Override
  public Integer call() throws InterruptedException {
    if (pairs < 1) {
      throw new ParameterException(spec.commandLine(), "--pairs must be at least 1.");
    }
    if (!Files.exists(Path.of("/proc/self/status"))) {
      System.err.println("startup: needs Linux: memory is read from /proc/self/status.");
      return ExitCode.USAGE;
    }
    List<Path> javas = new ArrayList<>(List.of(ForkedJvm.thisJava()));
    others.forEach(jdk -> javas.add(Files.isDirectory(jdk) ? jdk.resolve("bin/java") : jdk));
    Terminal terminal = Terminal.ofThisProcess();
    try {
      for (Path java : javas) {
        terminal.out().println(java + ", " + pairs + " starts of each, by turns");
        terminal.out().println();
        for (Race race : races()) {
          race.run(pairs, java);
          terminal.out().println(race.render(terminal.look()));
        }
      }
      return ExitCode.OK;
    } catch (IOException e) {
      System.err.println("startup: " + e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  private List<Race> races() throws IOException {
    List<Race> races = new ArrayList<>();
    for (Lanes some : lanes) {
      some.in(project).forEach(compared -> races.add(new Race(compared)));
    }
    return races;
  }
}
