package io.geminiquota.benchmarks.permit;

import io.geminiquota.benchmarks.jmh.Iterations;
import io.geminiquota.benchmarks.jmh.JmhCommand;
import io.geminiquota.benchmarks.jmh.Measured;
import io.geminiquota.benchmarks.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of the admission benchmark. */
@Command(
    name = "permit",
    description = {
      "Measures with JMH what an admission costs, here and in the libraries that people put in",
      "front of the SDK, and how much memory that takes.",
      ""
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls
public final class Permit extends JmhCommand {

  @Option(
      names = "--threads",
      paramLabel = "N",
      split = ",",
      defaultValue = "1,2",
      description = "How many threads ask at the same time. Default: ${DEFAULT-VALUE}.")
  private List<Integer> threads;

  private Permit() {
    super(new Iterations(4, 6, TimeValue.milliseconds(400)));
  }

  /** Runs the command line and exits. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Permit()).execute(args));
  }

  @Override
  protected List<Table> measure() throws RunnerException {
    if (threads.stream().anyMatch(number -> number < 1)) {
      throw wrong("--threads must be at least 1.");
    }
    List<Measured> figures = new ArrayList<>();
    for (int number : threads) {
      figures.addAll(run(number, AdmissionBenchmark.class, LifeBenchmark.class));
    }
    figures.addAll(run(1, FullWindowBenchmark.class));
    return List.of(
        table("asked for a permit", AdmissionBenchmark.class, Permit::contestant, figures),
        table("the life of an attempt", LifeBenchmark.class, Permit::limits, figures),
        table("requests per minute", FullWindowBenchmark.class, it -> it.param("limit"), figures));
  }

  private static Table table(
      String title, Class<?> benchmark, Function<Measured, String> name, List<Measured> figures) {
    Table table = new Table(title, "threads", "fastest fork", "median", "allocated");
    for (Measured measured : figures) {
      if (measured.isBy(benchmark)) {
        table.add(
            name.apply(measured),
            Integer.toString(measured.threads()),
            Table.cell("%.1f ns", measured.fastest()),
            Table.cell("%.1f ns", measured.median()),
            Table.cell("%.0f B", measured.allocated()));
      }
    }
    return table;
  }

  private static String contestant(Measured measured) {
    return Contestant.valueOf(measured.param("contestant")).title();
  }

  private static String limits(Measured measured) {
    return OurLimits.valueOf(measured.param("limits")).title();
  }
}
