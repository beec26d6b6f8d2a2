package io.geminiquota.benchmarks.call;

import io.geminiquota.benchmarks.report.Table;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of the benchmark. */
@Command(
    name = "telemetry",
    sortOptions = false,
    description = {
      "Calls Gemini's SDK with the agent: without telemetry, with spans and metrics in an",
      "OpenTelemetry of the application that throws them away, and with the agent's own that sends",
      "them over OTLP; by turns, in JVMs of their own. Prints the medians, and the processor time"
          + " that",
      "all threads of the JVM took, the exporter's as well. The goal: 10 us more at most.",
      ""
    })
public final class TelemetryCost extends Measurement {

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

  /** Runs the command line and exits. */
  public static void main(String[] args) {
    run(new TelemetryCost(), args);
  }

  @Override
  Table measure(Programs programs) throws IOException, InterruptedException {
    Lane off = new Lane();
    Lane thrownAway = new Lane();
    Lane sent = new Lane();
    String number = String.valueOf(calls);
    try (AnsweringServer receiver =
        AnsweringServer.start(List.of(AnsweringServer.answer("200 OK", "")))) {
      String agent = programs.agent();
      String sending = agent + "=otlp-endpoint=" + receiver.baseUrl();
      for (int round = 0; round < rounds; round++) {
        off.add(programs.run(List.of(agent), MeasuredCalls.class, number));
        thrownAway.add(programs.runWithOpenTelemetry(List.of(agent), ObservedCalls.class, number));
        sent.add(programs.run(List.of(sending), MeasuredCalls.class, number));
      }
    }
    Table table = new Table("", "median", "more", "processor time", "more", "allocated");
    for (String way : List.of("in-process", "loopback")) {
      add(table, way + ", off", way, off, off);
      add(table, way + ", thrown away", way, thrownAway, off);
      add(table, way + ", sent", way, sent, off);
    }
    return table;
  }

  private static void add(Table table, String name, String way, Lane lane, Lane off) {
    double nanos = lane.median(way, Cost::nanos);
    double processor = lane.median(way, Cost::processorNanos);
    table.add(
        name,
        Table.cell("%.2f us", nanos / 1e3),
        Table.cell("%+.2f us", (nanos - off.median(way, Cost::nanos)) / 1e3),
        Table.cell("%.2f us", processor / 1e3),
        Table.cell("%+.2f us", (processor - off.median(way, Cost::processorNanos)) / 1e3),
        Table.cell(
            "%+.1f KB", (lane.median(way, Cost::bytes) - off.median(way, Cost::bytes)) / 1024));
  }
}
