package io.geminiquota.benchmarks.call;

import io.geminiquota.benchmarks.report.Table;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
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
public final class CallCost extends Measurement {

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

  /** Runs the command line and exits. */
  public static void main(String[] args) {
    run(new CallCost(), args);
  }

  @Override
  Table measure(Programs programs) throws IOException, InterruptedException {
    Lane without = new Lane();
    Lane with = new Lane();
    for (int pair = 0; pair < pairs; pair++) {
      without.add(programs.run(List.of(), MeasuredCalls.class, String.valueOf(calls)));
      with.add(programs.run(List.of(programs.agent()), MeasuredCalls.class, String.valueOf(calls)));
    }
    Table table = new Table("median", "without", "with", "more", "allocated", "more");
    for (String way : without.ways()) {
      double nanos = without.median(way, Cost::nanos);
      double bytes = without.median(way, Cost::bytes);
      table.add(
          way,
          Table.cell("%.2f us", nanos / 1e3),
          Table.cell("%.2f us", with.median(way, Cost::nanos) / 1e3),
          Table.cell("%+.2f us", (with.median(way, Cost::nanos) - nanos) / 1e3),
          Table.cell("%.1f KB", bytes / 1024),
          Table.cell("%+.1f KB", (with.median(way, Cost::bytes) - bytes) / 1024));
    }
    return table;
  }
}
