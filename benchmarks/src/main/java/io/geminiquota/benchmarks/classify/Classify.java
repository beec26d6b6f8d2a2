package io.geminiquota.benchmarks.classify;

import io.geminiquota.benchmarks.jmh.Iterations;
import io.geminiquota.benchmarks.jmh.JmhCommand;
import io.geminiquota.benchmarks.jmh.Measured;
import io.geminiquota.benchmarks.report.Table;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the classification benchmark. */
@Command(
    name = "classify",
    description = {
      "Measures with JMH how long it takes to judge an error, and how much memory that takes.",
      ""
    })
public final class Classify extends JmhCommand {

  private Classify() {
    super(new Iterations(5, 5, TimeValue.seconds(1)));
  }

  /** Runs the command line and exits. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Classify()).execute(args));
  }

  @Override
  protected List<Table> measure() throws RunnerException {
    Table table = new Table("error", "size", "fastest fork", "median", "allocated");
    for (Measured measured : run(1, ClassifierBenchmark.class)) {
      ErrorText error = ErrorText.valueOf(measured.param("error"));
      table.add(
          error.title(),
          Table.cell("%.1f KB", error.text().length() / 1024.0),
          Table.cell("%.1f us", measured.fastest()),
          Table.cell("%.1f us", measured.median()),
          Table.cell("%.1f KB", measured.allocated() / 1024));
    }
    return List.of(table);
  }
}
