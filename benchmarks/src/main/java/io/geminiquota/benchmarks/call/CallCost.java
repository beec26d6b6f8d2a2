package io.geminiquota.benchmarks.call;

import io.geminiquota.benchmarks.processes.BuiltProject;
import io.geminiquota.benchmarks.processes.ForkedJvm;
import io.geminiquota.benchmarks.report.Median;
import io.geminiquota.benchmarks.report.Table;
import io.geminiquota.benchmarks.report.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line of the benchmark. */
@Command(
    name = "call",
    sortOptions = false,
    description = {
      "Calls Gemini's SDK without the agent and with it, by turns, in JVMs of their own: the first",
      "call, calls over the loopback, calls that are answered in the process, and calls of OkHttp",
      "to another host. Prints the medians.",
      ""
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls
public final class CallCost implements Callable<Integer> {

  @Option(
      names = "--pairs",
      paramLabel = "N",
      defaultValue = "5",
      description = "How many JVMs of each kind to run. Default: ${DEFAULT-VALUE}.")
  private int pairs;

  @Option(
      names = "--calls",
      paramLabel = "N",
      defaultValue = "20000",
      description =
          "How many calls of each way to measure, after as many to warm up. Default: "
              + "${DEFAULT-VALUE}.")
  private int calls;

  @Option(
      names = "--java",
      paramLabel = "PATH",
      description = "Another java to run them with. Default: the one that runs this.")
  private Path java = ForkedJvm.thisJava();

  @Mixin private BuiltProject project;

  /** Runs the command line and exits. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new CallCost()).execute(args));
  }

  @Override
  public Integer call() throws InterruptedException {
    Map<String, List<Cost>> without = new LinkedHashMap<>();
    Map<String, List<Cost>> with = new LinkedHashMap<>();
    try {
      Programs programs = new Programs(project, java);
      for (int pair = 0; pair < pairs; pair++) {
        run(programs, List.of(), without);
        run(programs, List.of(programs.agent()), with);
      }
    } catch (IOException | IllegalArgumentException e) {
      System.err.println("call: " + e.getMessage());
      return ExitCode.SOFTWARE;
    }
    Terminal terminal = Terminal.ofThisProcess();
    terminal.out().println(table(without, with).render(terminal.look()));
    return ExitCode.OK;
  }

  private void run(Programs programs, List<String> options, Map<String, List<Cost>> costs)
      throws IOException, InterruptedException {
    Cost.read(programs.run(options, MeasuredCalls.class, String.valueOf(calls)))
        .forEach((way, cost) -> costs.computeIfAbsent(way, key -> new ArrayList<>()).add(cost));
  }

  private static Table table(Map<String, List<Cost>> without, Map<String, List<Cost>> with) {
    Table table = new Table("median", "without", "with", "more", "allocated", "more");
    without.forEach(
        (way, bare) -> {
          List<Cost> ours = with.getOrDefault(way, List.of());
          double nanos = median(bare, Cost::nanos);
          double bytes = median(bare, Cost::bytes);
          table.add(
              way,
              Table.cell("%.2f us", nanos / 1e3),
              Table.cell("%.2f us", median(ours, Cost::nanos) / 1e3),
              Table.cell("%+.2f us", (median(ours, Cost::nanos) - nanos) / 1e3),
              Table.cell("%.1f KB", bytes / 1024),
              Table.cell("%+.1f KB", (median(ours, Cost::bytes) - bytes) / 1024));
        });
    return table;
  }

  private static double median(List<Cost> costs, ToLongFunction<Cost> figure) {
    return Median.of(costs.stream().map(figure::applyAsLong).toList());
  }
}
