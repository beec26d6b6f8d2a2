package io.geminiquota.benchmarks.goodput;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** The bars of ours: what the limiter is built to keep. */
final class Bars {

  /** One of several bars has to be kept by contestants in a scenario. */
  private record Rule(String scenario, List<String> contestants, List<Bar> anyOf) {

    boolean isAbout(Summary summary) {
      return scenario.equals(summary.scenario().id())
          && contestants.contains(summary.contestant().id());
    }

    boolean isKeptBy(Summary summary) {
      return anyOf.stream().anyMatch(bar -> bar.isKeptBy(summary));
    }
  }

  private static final List<String> CONFIGURED =
      List.of(Contestant.OURS_CONFIGURED, Contestant.MICRONAUT_CONFIGURED);
  private static final List<String> LEARNED =
      List.of(Contestant.OURS_LEARNED, Contestant.MICRONAUT_LEARNED);

  private static final List<Rule> RULES =
      List.of(
          configured("burst", Bar.noneLost().rejected(0).ratio(1.02).p99Ratio(1.1)),
          learned("burst", Bar.noneLost().perSuccess(1.05).ratio(1.10)),
          configured("burst-counted", Bar.noneLost().rejected(0).ratio(1.02)),
          learned("burst-counted", Bar.noneLost().perSuccess(1.05).ratio(1.5)),
          configured("poisson", Bar.noneLost().rejected(0).ratio(1.02).p99Ratio(1.1)),
          learned("poisson", Bar.noneLost().perSuccess(1.05).ratio(1.10)),
          configured(
              "fixed-windows",
              Bar.noneLost().rejected(0).ratio(1.16),
              Bar.noneLost().rejected(3).ratio(1.05)),
          learned("four-processes", Bar.noneLost().perSuccess(1.15).ratio(1.35)),
          learned("uneven-processes", Bar.noneLost().ratio(1.5)),
          configured("halved", Bar.noneLost().perSuccess(1.10)),
          learned("halved", Bar.noneLost().perSuccess(1.10)),
          configured("misconfigured", Bar.noneLost().perSuccess(1.10)),
          configured("tokens", Bar.noneLost().rejected(0).ratio(1.05)),
          learned("tokens", Bar.noneLost().ratio(1.05)),
          configured("cluster", Bar.noneLost().rejected(0).ratio(1.03)),
          learned("cluster", Bar.noneLost().rejectedLater(0).ratio(1.03)),
          configured("cluster-uneven", Bar.noneLost().rejected(0).ratio(1.03)),
          learned("cluster-uneven", Bar.noneLost().rejectedLater(0).ratio(1.03)),
          configured("cluster-newcomer", Bar.noneLost().rejected(0).ratio(1.03)),
          learned("cluster-newcomer", Bar.noneLost().rejectedLater(0).ratio(1.03)),
          configured("cluster-outage", Bar.noneLost().perSuccess(1.05)),
          learned("cluster-outage", Bar.noneLost().perSuccess(1.05)));

  private final List<Summary> summaries;

  Bars(List<Summary> summaries) {
    this.summaries = summaries;
  }

  /** Whether each one about which something was measured is kept. */
  boolean areKept() {
    return RULES.stream()
        .allMatch(rule -> summaries.stream().filter(rule::isAbout).allMatch(rule::isKeptBy));
  }

  /** All about which something was measured, as GitHub's markdown. */
  String render() {
    MarkdownTable table = new MarkdownTable("", "scenario", "at most", "measured", "");
    for (Rule rule : RULES) {
      for (Summary summary : summaries) {
        if (rule.isAbout(summary)) {
          table.add(
              summary.contestant().title(),
              rule.scenario(),
              rule.anyOf().stream().map(Bar::text).collect(joining("; or ")),
              rule.anyOf().get(0).measured(summary),
              rule.isKeptBy(summary) ? "kept" : "**missed**");
        }
      }
    }
    return "### What ours has to keep\n\n" + table.render();
  }

  private static Rule configured(String scenario, Bar... anyOf) {
    return new Rule(scenario, CONFIGURED, List.of(anyOf));
  }

  private static Rule learned(String scenario, Bar... anyOf) {
    return new Rule(scenario, LEARNED, List.of(anyOf));
  }
}
