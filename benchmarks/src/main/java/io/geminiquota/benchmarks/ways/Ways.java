package io.geminiquota.benchmarks.ways;

import io.geminiquota.benchmarks.processes.BuiltProject;
import io.geminiquota.benchmarks.report.Table;
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
import picocli.CommandLine.Option;

/** The command line of the benchmark. */
@Command(
    name = "ways",
    sortOptions = false,
    description = {
      "Runs an application on the real SDK with the agent, in a JVM of its own, against a simulator",
      "of Gemini on this machine: in three projects, and while a day's quota ends in mid-run, with",
      "another model and with a relay. Prints what has to be kept, and what came of it.",
      ""
    },
    footer = {
      "",
      "Exit code: 0 when everything was kept, 1 when something was missed, 2 when nothing could run."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls
public final class Ways implements Callable<Integer> {

  @Option(
      names = "--only",
      paramLabel = "NAME",
      split = ",",
      description = "Run only these: projects, weights, fallback, relay.")
  private List<String> only = new ArrayList<>();

  @Mixin private BuiltProject project;

  /** Runs the command line and exits. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Ways()).execute(args));
  }

  @Override
  public Integer call() throws InterruptedException {
    Table table = new Table("scenario", "has to be kept", "measured", "");
    boolean kept = true;
    try {
      Path agent = project.built("agent/target/gemini-quota-agent.jar");
      Path folder = Files.createDirectories(project.resolve("benchmarks/target/ways"));
      for (Scenario scenario : Scenarios.all()) {
        if (only.isEmpty() || only.contains(scenario.id())) {
          System.err.println("Running: " + scenario.id());
          Journal journal = new Run(scenario, agent, folder).run();
          for (Bar bar : scenario.judge().of(journal)) {
            table.add(
                scenario.id(), bar.promise(), bar.measured(), bar.isKept() ? "kept" : "missed");
            kept &= bar.isKept();
          }
          table.add(scenario.id(), "", journal.rejected() + " rejected", "");
        }
      }
    } catch (IOException e) {
      System.err.println("ways: " + e.getMessage());
      return ExitCode.USAGE;
    }
    Terminal terminal = Terminal.ofThisProcess();
    terminal.out().print(table.render(terminal.look()));
    return kept ? ExitCode.OK : ExitCode.SOFTWARE;
  }
}
