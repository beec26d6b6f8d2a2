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
    name = "telemetry",
    sortOptions = false,
    description = {
      "Calls Gemini's SDK with the agent: without telemetry, with spans and metrics in an",
      "OpenTelemetry of the application that throws them away, and with the agent's own that sends",
      "them over OTLP; by turns, in JVMs of their own. Prints the medians.",
      ""
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls
public final class TelemetryCost implements Callable<Integer> {

  /** Of what a call may cost more with telemetry than without. */
  private static final double BAR_MICROS = 10;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "How many JVMs of each kind to run. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--calls",
      paramLabel = "N",
      defaultValue = "20000",
      description =
          "How many calls of each way to measure, after as many to warm up. Default: "
              + "${DEFAULT-VALUE}.")
  private int calls;

  @Mixin private BuiltProject project;

  /** Runs the command line and exits. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new TelemetryCost()).execute(args));
  }

  /** The figures of all runs of one kind, by the way of calling. */
  private static final class Lane {

    private final Map<String, List<Cost>> costs = new LinkedHashMap<>();

    void add(List<String> printed) {
      Cost.read(printed)
          .forEach((way, cost) -> costs.computeIfAbsent(way, key -> new ArrayList<>()).add(cost));
    }

    double median(String way, ToLongFunction<Cost> figure) {
      return Median.of(
          costs.getOrDefault(way, List.of()).stream().map(figure::applyAsLong).toList());
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    Lane off = new Lane();
    Lane thrownAway = new Lane();
    Lane sent = new Lane();
    Path java = ForkedJvm.thisJava();
    String number = String.valueOf(calls);
    try (AnsweringServer receiver =
        AnsweringServer.start(List.of(AnsweringServer.answer("200 OK", "")))) {
      Programs programs = new Programs(project, java);
      String agent = programs.agent();
      for (int round = 0; round < rounds; round++) {
        off.add(programs.run(List.of(agent), MeasuredCalls.class, number));
        thrownAway.add(programs.runWithOpenTelemetry(List.of(agent), ObservedCalls.class, number));
        String sending = agent + "=otlp-endpoint=" + receiver.baseUrl();
        sent.add(programs.run(List.of(sending), MeasuredCalls.class, number));
      }
    } catch (IOException | IllegalArgumentException e) {
      System.err.println("telemetry: " + e.getMessage());
      return ExitCode.SOFTWARE;
    }
    Terminal terminal = Terminal.ofThisProcess();
    terminal.out().println(table(off, thrownAway, sent).render(terminal.look()));
    terminal
        .out()
        .println("The goal: telemetry adds " + Math.round(BAR_MICROS) + " us to a call at most.");
    return ExitCode.OK;
  }

  private static Table table(Lane off, Lane thrownAway, Lane sent) {
    Table table = new Table("median", "off", "thrown away", "more", "allocated", "sent", "more");
    for (String way : List.of("loopback", "in-process")) {
      double nanos = off.median(way, Cost::nanos);
      table.add(
          way,
          micros("%.2f us", nanos),
          micros("%.2f us", thrownAway.median(way, Cost::nanos)),
          micros("%+.2f us", thrownAway.median(way, Cost::nanos) - nanos),
          Table.cell(
              "%+.1f KB",
              (thrownAway.median(way, Cost::bytes) - off.median(way, Cost::bytes)) / 1024),
          micros("%.2f us", sent.median(way, Cost::nanos)),
          micros("%+.2f us", sent.median(way, Cost::nanos) - nanos));
    }
    return table;
  }

  private static String micros(String format, double nanos) {
    return Table.cell(format, nanos / 1e3);
  }
}
