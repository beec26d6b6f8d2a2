package io.geminiquota.benchmarks.demo;

import io.geminiquota.benchmarks.report.Table;
import io.geminiquota.testkit.otlp.Look;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The results beside each other, and what the figures mean. */
record Scoreboard(Rules rules, List<Result> results) {

  static String headline(Rules rules) {
    return String.format(
        "%d prompts, %d at a time. The quota: %d requests in any %s (its \"minute\"). An answer takes %s.%n",
        rules.calls(),
        rules.workers(),
        rules.rpm(),
        seconds(rules.minute()),
        seconds(rules.latency()));
  }

  String render(Look look) {
    Table table =
        new Table(
            "",
            "succeeded",
            "failed",
            "requests",
            "per success",
            "429s",
            "time",
            "dictated",
            "ratio");
    Duration dictated = rules.dictated();
    for (Result result : results) {
      int succeeded = result.answers().succeeded();
      table.add(
          result.contestant().name(),
          String.valueOf(succeeded),
          String.valueOf(rules.calls() - succeeded),
          String.valueOf(result.requests().size()),
          succeeded == 0 ? "-" : String.format(Locale.ROOT, "%.2f", result.requestsPerSuccess()),
          String.valueOf(result.rejected()),
          seconds(result.makespan()),
          seconds(dictated),
          String.format(Locale.ROOT, "%.2f", result.ratioTo(dictated)));
    }
    return table.render(look)
        + String.format(
            """

            time      from the arrival of the first request to the end of the last answer
            dictated  by the quota: (%d windows - 1) x %s, then one answer of %s
            """,
            rules.windows(), seconds(rules.minute()), seconds(rules.latency()));
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
  }
}
