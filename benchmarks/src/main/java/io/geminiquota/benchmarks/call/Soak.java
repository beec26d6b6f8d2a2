package io.geminiquota.benchmarks.call;

import io.geminiquota.benchmarks.report.Table;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of the soak. */
@Command(
    name = "soak",
    sortOptions = false,
    description = {
      "Calls Gemini's SDK with the agent for minutes, without a pause, from many threads, one"
          + " answer",
      "in a hundred a 503, and prints what the heap holds after a full collection, and the"
          + " threads.",
      ""
    })
public final class Soak extends Measurement {

  private static final int LINES = 10;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "300",
      description = "For how long. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "64",
      description = "From how many threads. Default: ${DEFAULT-VALUE}.")
  private int threads;

  /** Runs the command line and exits. */
  public static void main(String[] args) {
    run(new Soak(), args);
  }

  @Override
  Table measure(Programs programs) throws IOException, InterruptedException {
    int step = Math.max(1, seconds / LINES);
    Table table = new Table("after", "heap", "threads", "answered", "failed");
    int line = 0;
    for (String printed :
        programs.run(
            List.of(programs.agent() + "=log=quiet"),
            SoakingCalls.class,
            String.valueOf(seconds),
            String.valueOf(threads),
            String.valueOf(step))) {
      String[] figures = printed.split(" ", -1);
      if (figures.length != 4) {
        throw new IllegalArgumentException("The program said: " + printed);
      }
      double megabytes = Long.parseLong(figures[0]) / 1024.0;
      table.add(
          Duration.ofSeconds((long) ++line * step).toString(),
          Table.cell("%.1f MB", megabytes),
          figures[1],
          figures[2],
          figures[3]);
    }
    return table;
  }
}
