package io.geminiquota.benchmarks.annotation;

import io.geminiquota.benchmarks.jmh.Iterations;
import io.geminiquota.benchmarks.jmh.JmhCommand;
import io.geminiquota.benchmarks.jmh.Measured;
import io.geminiquota.benchmarks.report.Table;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the annotation benchmark. */
@Command(
    name = "annotation",
    description = {
      "Measures with JMH what @GeminiQuota adds to a method of a Micronaut bean when nothing is to",
      "be held, beside advice that does nothing and @Retryable, and how much memory that takes.",
      ""
    })
public final class Annotation extends JmhCommand {

  private Annotation() {
    super(new Iterations(5, 5, TimeValue.milliseconds(500)));
  }

  /** Runs the command line and exits. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Annotation()).execute(args));
  }

  @Override
  protected List<Table> measure() throws RunnerException {
    List<Measured> figures = run(1, AdviceBenchmark.class);
    return List.of(
        table("a plain result", "plain", figures), table("a Mono's only value", "mono", figures));
  }

  private static Table table(String title, String method, List<Measured> all) {
    List<Measured> figures =
        all.stream().filter(it -> it.isBy(AdviceBenchmark.class, method)).toList();
    double unadvised =
        figures.stream()
            .filter(it -> advice(it) == Advice.NONE)
            .mapToDouble(Measured::median)
            .findFirst()
            .orElseThrow();
    Table table = new Table(title, "fastest fork", "median", "more", "allocated");
    for (Measured measured : figures) {
      table.add(
          advice(measured).title(),
          Table.cell("%.0f ns", measured.fastest()),
          Table.cell("%.0f ns", measured.median()),
          Table.cell("%+.0f ns", measured.median() - unadvised),
          Table.cell("%.0f B", measured.allocated()));
    }
    return table;
  }

  private static Advice advice(Measured measured) {
    return Advice.valueOf(measured.param("advice"));
  }
}
