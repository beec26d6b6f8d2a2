package io.geminiquota.benchmarks.goodput;

import io.geminiquota.testkit.RejectedRequests;
import io.geminiquota.testkit.Windows;
import java.util.List;

/** What was measured in a scenario, as GitHub's markdown. */
final class Report {

  private static final String LEGEND =
      """
      - lost: calls that never had an answer. 429s: requests that were rejected.
      - ratio: the time to the last success / what the quota dictates. In parentheses where calls were lost.
      - wait: from the moment a call is wanted to the arrival of the request that is served.
      - p99 / FIFO: the 99th percentile of the wait / the same of an oracle that serves first who came first.
      """;

  private Report() {}

  /** One scenario, of which there is at least one summary. */
  static String of(Scenario scenario, List<Summary> summaries) {
    MarkdownTable table =
        new MarkdownTable(
            "",
            "lost",
            "sent",
            "429s",
            "per success",
            "ratio",
            "p50 wait",
            "p99 wait",
            "p99 / FIFO");
    for (Summary summary : summaries) {
      String ratio = summary.spread(Figures::ratio).text(Format::ratio);
      String name = summary.contestant().title();
      table.add(
          summary.contestant().isOurs() ? "**" + name + "**" : name,
          summary.spread(Figures::lost).text(Format::count),
          summary.spread(Figures::sent).text(Format::count),
          summary.spread(Figures::rejected).text(Format::count),
          summary.spread(Figures::requestsPerSuccess).text(Format::ratio),
          summary.lostCalls() ? "(" + ratio + ")" : ratio,
          summary.spread(Figures::p50WaitNanos).text(Format::seconds),
          summary.spread(Figures::p99WaitNanos).text(Format::seconds),
          summary.spread(Figures::p99Ratio).text(Format::ratio));
    }
    return String.format(
        "### %s (`%s`)%n%n%s%n%n%s",
        scenario.title(), scenario.id(), conditions(scenario, summaries), table.render());
  }

  /** What the columns mean. */
  static String legend() {
    return LEGEND;
  }

  private static String conditions(Scenario scenario, List<Summary> summaries) {
    Quota quota = scenario.quota();
    Summary any = summaries.get(0);
    return String.format(
        "%s calls, %d %s in %s %s; rejected requests %s. The quota dictates %s.",
        any.spread(Figures::calls).text(Format::count),
        quota.limit(),
        switch (quota.unit()) {
          case REQUESTS -> "requests";
          case INPUT_TOKENS -> "input tokens";
        },
        quota.windows() == Windows.ROLLING ? "any" : "each fixed window of",
        Format.seconds((double) quota.minute().toNanos()),
        quota.rejected() == RejectedRequests.COUNTED ? "count" : "do not count",
        any.spread(Figures::dictatedNanos).text(Format::seconds));
  }
}
