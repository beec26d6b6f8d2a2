package io.geminiquota.benchmarks.cache;

import io.geminiquota.benchmarks.jmh.Iterations;
import io.geminiquota.benchmarks.jmh.JmhCommand;
import io.geminiquota.benchmarks.jmh.Measured;
import io.geminiquota.benchmarks.report.Table;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the cache benchmark. */
@Command(
    name = "cache",
    description = {
      "Measures with JMH how long a call takes whose answer is in the cache, beside one that is",
      "answered in the process without it, and how much memory that takes.",
      ""
    })
public final class Hit extends JmhCommand {

  private Hit() {
    super(new Iterations(4, 5, TimeValue.milliseconds(500)));
  }

  /** Runs the command line and exits. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Hit()).execute(args));
  }

  @Override
  protected List<Table> measure() throws RunnerException {
    List<Measured> figures = run(1, HitBenchmark.class);
    return Stream.of("100", "10000").map(prompt -> table(prompt, figures)).toList();
  }

  private static Table table(String prompt, List<Measured> all) {
    List<Measured> figures = all.stream().filter(it -> it.param("prompt").equals(prompt)).toList();
    double bare =
        figures.stream()
            .filter(it -> lane(it) == Lane.UNGOVERNED)
            .mapToDouble(Measured::median)
            .findFirst()
            .orElseThrow();
    Table table =
        new Table(
            "a prompt of " + prompt + " characters", "fastest fork", "median", "more", "allocated");
    for (Measured measured : figures) {
      table.add(
          lane(measured).title(),
          Table.cell("%.1f us", measured.fastest()),
          Table.cell("%.1f us", measured.median()),
          Table.cell("%+.1f us", measured.median() - bare),
          Table.cell("%.1f KB", measured.allocated() / 1024));
    }
    return table;
  }

  private static Lane lane(Measured measured) {
    return Lane.valueOf(measured.param("lane"));
  }
}
