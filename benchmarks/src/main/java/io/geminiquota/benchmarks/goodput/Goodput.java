package io.geminiquota.benchmarks.goodput;

import io.geminiquota.benchmarks.processes.BuiltProject;
import io.geminiquota.benchmarks.report.Terminal;
import io.geminiquota.testkit.Notation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

/** The command line of the goodput comparison. */
@Command(
    name = "goodput",
    sortOptions = false,
    description = {
      "Runs the agent beside the other ways to live with a quota: each a real application on the",
      "real SDK, in JVMs of its own, against a simulator of Gemini on this machine.",
      ""
    },
    footer = {
      "",
      "Exit code: 0 when ours kept all its bars, 1 when it missed one, 2 when nothing could run."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls
public final class Goodput implements Callable<Integer> {

  private static final String FOLDER = "benchmarks/target/goodput";
  private static final int THREADS = 64;

  /** Below this a quarter, a half or a tenth of it is nothing. */
  private static final int MIN_RPM = 10;

  /** What the agent's own setting for it allows. */
  private static final Duration SHORTEST_MINUTE = Duration.ofMillis(100);

  private static final Duration LONGEST_MINUTE = Duration.ofHours(1);

  private static final Conditions QUICK = new Conditions(Duration.ofSeconds(1), 20, THREADS);
  private static final List<String> QUICK_SELECTION =
      List.of(Scenarios.MAIN, "tutorial", "bucket4j-tenth", "ours");

  @Option(
      names = "--only",
      paramLabel = "NAME",
      split = ",",
      description = "Run only these scenarios and contestants. A wrong name shows all there are.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--quick",
      description =
          "A burst, some contestants abreast, a minute of a second: to see whether all works."
              + " What ours has to keep is not judged.")
  private boolean quick;

  @Option(
      names = "--minute",
      paramLabel = "DURATION",
      defaultValue = "6s",
      description =
          "How long the quota's minute takes: 60s is the real one. Default: ${DEFAULT-VALUE}.")
  private String minute;

  @Option(
      names = "--rpm",
      paramLabel = "N",
      defaultValue = "60",
      description = "How many requests a minute the quota allows. Default: ${DEFAULT-VALUE}.")
  private int rpm;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "1",
      description = "How often to run each; the table shows medians. Default: ${DEFAULT-VALUE}.")
  private int runs;

  @Option(
      names = "--abreast",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "How many processes to run at the same time: quicker, but they disturb each other."
              + " Default: ${DEFAULT-VALUE}.")
  private int abreast;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "What loads are drawn from. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--chart",
      paramLabel = "FILE",
      defaultValue = FOLDER + "/goodput.svg",
      description = "Where the chart goes. Default: ${DEFAULT-VALUE}.")
  private Path chart;

  @Mixin private BuiltProject project;

  @Spec private CommandSpec spec;

  /** Runs the command line and exits. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Goodput()).execute(args));
  }

  @Override
  public Integer call() throws InterruptedException {
    if (rpm < MIN_RPM || runs < 1 || abreast < 1) {
      throw new ParameterException(
          spec.commandLine(), "--rpm must be at least 10, --runs and --abreast at least 1.");
    }
    Conditions conditions = quick ? QUICK : new Conditions(minute(), rpm, THREADS);
    Terminal terminal = Terminal.ofThisProcess();
    try {
      Selection selection = selection(conditions);
      Path folder = Files.createDirectories(project.resolve(FOLDER));
      RawFile raw = RawFile.create(folder.resolve("runs.jsonl"), seed);
      Heat heat = new Heat(conditions, seed, folder);
      Comparison comparison =
          new Comparison(heat, runs, quick ? QUICK_SELECTION.size() : abreast, raw, terminal.out());
      List<Summary> summaries = comparison.run(selection);
      draw(summaries);
      terminal.out().print(Report.legend());
      return quick ? ExitCode.OK : judge(new Bars(summaries), terminal);
    } catch (IOException e) {
      System.err.println("goodput: " + e.getMessage());
      return ExitCode.USAGE;
    }
  }

  private static int judge(Bars bars, Terminal terminal) {
    terminal.out().println();
    terminal.out().print(bars.render());
    return bars.areKept() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private Selection selection(Conditions conditions) throws IOException {
    Path agent = project.built("agent/target/gemini-quota-agent.jar");
    Selection all = new Selection(Scenarios.under(conditions), Contestant.all(agent));
    try {
      return (quick ? all.only(QUICK_SELECTION) : all).only(only);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private Duration minute() {
    try {
      Duration length = Notation.duration(minute);
      if (length.compareTo(SHORTEST_MINUTE) < 0 || length.compareTo(LONGEST_MINUTE) > 0) {
        throw new IllegalArgumentException("a minute takes from 100ms to 1h here");
      }
      return length;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--minute: " + e.getMessage(), e);
    }
  }

  private void draw(List<Summary> summaries) throws IOException {
    List<Summary> main =
        summaries.stream()
            .filter(summary -> summary.scenario().id().equals(Scenarios.MAIN))
            .toList();
    if (!main.isEmpty()) {
      Files.writeString(project.resolve(chart.toString()), Chart.of(main));
    }
  }
}
