package io.geminiquota.benchmarks.demo;

import io.geminiquota.benchmarks.processes.BuiltProject;
import io.geminiquota.benchmarks.report.Terminal;
import io.geminiquota.testkit.otlp.TraceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of the demo. */
@Command(
    name = "demo",
    sortOptions = false,
    description = {
      "Runs the same program under the same quota, without and with the agent,",
      "against a simulator of Gemini on this machine. No key, no cost.",
      ""
    },
    footer = {
      "",
      "Exit code: 0 when no call was lost with the agent, 1 when one was, 2 when nothing could run."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls
public final class Demo implements Callable<Integer> {

  private static final String FOLDER = "benchmarks/target/demo";
  private static final Duration LATENCY = Duration.ofMillis(100);
  private static final Duration LONGEST_FETCH = Duration.ofMinutes(5);
  private static final int CALLS_SHOWN = 9;

  @Option(
      names = "--calls",
      paramLabel = "N",
      defaultValue = "100",
      description = "How many prompts to ask. Default: ${DEFAULT-VALUE}.")
  private int calls;

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "12",
      description = "How many prompts to ask at the same time. Default: ${DEFAULT-VALUE}.")
  private int workers;

  @Option(
      names = "--rpm",
      paramLabel = "N",
      defaultValue = "30",
      description = "How many requests a minute the quota allows. Default: ${DEFAULT-VALUE}.")
  private int rpm;

  @Option(
      names = "--minute",
      paramLabel = "DURATION",
      defaultValue = "6s",
      converter = DurationConverter.class,
      description =
          "How long the quota's minute takes: 60s is the real one. Default: ${DEFAULT-VALUE}.")
  private Duration minute;

  @Option(
      names = "--traces",
      description = {
        "Opens the calls in a viewer for traces, until Ctrl-C. Npx fetches it",
        "the first time, with the Node.js that it needs (370 MB)."
      })
  private boolean traces;

  @Mixin private BuiltProject project;

  @Spec private CommandSpec spec;

  /** Runs the command line and exits. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Demo()).execute(args));
  }

  @Override
  public Integer call() throws InterruptedException {
    if (calls < 1 || workers < 1 || rpm < 1 || minute.isZero()) {
      throw new ParameterException(spec.commandLine(), "All numbers must be at least 1.");
    }
    Terminal terminal = Terminal.ofThisProcess();
    Rules rules = new Rules(calls, workers, rpm, minute, LATENCY);
    try {
      Path folder = Files.createDirectories(project.resolve(FOLDER));
      return traces ? runWithViewer(rules, folder, terminal) : runAndTell(rules, folder, terminal);
    } catch (IOException e) {
      System.err.println("demo: " + e.getMessage());
      return ExitCode.USAGE;
    }
  }

  private int runAndTell(Rules rules, Path folder, Terminal terminal)
      throws IOException, InterruptedException {
    List<Result> results = run(rules, folder, Optional.empty(), terminal);
    show(results, rules, terminal);
    showCalls(results, terminal);
    return judge(results, rules);
  }

  private int runWithViewer(Rules rules, Path folder, Terminal terminal)
      throws IOException, InterruptedException {
    terminal.out().println("Starting the viewer (the first time, npx fetches it) ...");
    try (Viewer viewer = Viewer.start(LONGEST_FETCH, folder.resolve("viewer.log"))) {
      List<Result> results = run(rules, folder, Optional.of(viewer), terminal);
      show(results, rules, terminal);
      int exitCode = judge(results, rules);
      terminal.out().println("All calls, as traces:    " + viewer.url());
      terminal.out().println("Those rejected at first: " + viewer.url() + "/#status=error");
      terminal.out().println("Open a trace, then its first span. Ctrl-C ends the viewer.");
      viewer.awaitEnd();
      return exitCode;
    }
  }

  private List<Result> run(Rules rules, Path folder, Optional<Viewer> viewer, Terminal terminal)
      throws IOException, InterruptedException {
    Path agent = project.built("agent/target/gemini-quota-agent.jar");
    SampleRun sample =
        new SampleRun(
            project.built("samples/plain-java/target/plain-java.jar"),
            Prompts.read(project.resolve("samples/plain-java/prompts.csv")),
            rules,
            folder,
            viewer);

    terminal.out().println(Scoreboard.headline(rules));
    List<Result> results = new ArrayList<>();
    for (Contestant contestant :
        List.of(
            Contestant.withoutAgent(),
            Contestant.withAgent(agent),
            Contestant.withConfiguredAgent(agent, rules.rpm()))) {
      LiveLine live = LiveLine.begin(terminal, contestant.name());
      results.add(sample.run(contestant, live::show));
      live.clear();
    }
    return results;
  }

  private static void show(List<Result> results, Rules rules, Terminal terminal) {
    terminal.out().println(new Scoreboard(rules, results).render(terminal.look()));
  }

  private static void showCalls(List<Result> results, Terminal terminal) {
    results.stream()
        .filter(result -> result.contestant().agent().isPresent())
        .findFirst()
        .ifPresent(result -> showCalls(result, terminal));
  }

  private static void showCalls(Result result, Terminal terminal) {
    if (result.spans().isEmpty()) {
      terminal.out().println("The agent sent no traces. Its log in " + FOLDER + " may say why.");
      return;
    }
    terminal.out().println("The calls " + result.contestant().name() + ", as traces:");
    terminal.out().println();
    terminal.out().print(TraceTree.of(result.spans()).atMost(CALLS_SHOWN).render(terminal.look()));
  }

  /** The agent's promise: no call is lost. */
  private static int judge(List<Result> results, Rules rules) {
    int exitCode = ExitCode.OK;
    for (Result result : results) {
      int lost = rules.calls() - result.answers().succeeded();
      if (result.contestant().agent().isPresent() && lost > 0) {
        String reason =
            result.answers().errors().stream().findFirst().orElse("The sample wrote no answer.");
        System.err.printf(
            "demo: %s: %d of %d calls lost. The first: %s%n",
            result.contestant().name(), lost, rules.calls(), reason.lines().findFirst().orElse(""));
        exitCode = ExitCode.SOFTWARE;
      }
    }
    return exitCode;
  }
}
