package io.geminiquota.benchmarks.goodput;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/** What ours has to keep: no figure of a summary is above its limit. */
final class Bar {

  private record Limit(
      String name, ToDoubleFunction<Summary> figure, DoubleFunction<String> format, double most) {

    boolean isKeptBy(Summary summary) {
      return figure.applyAsDouble(summary) <= most;
    }

    String text(double value) {
      return name + " " + format.apply(value);
    }
  }

  private final List<Limit> limits;

  private Bar(List<Limit> limits) {
    this.limits = limits;
  }

  /** No call is lost, in any run. */
  static Bar noneLost() {
    return new Bar(
        List.of(new Limit("lost", it -> it.spread(Figures::lost).most(), Format::count, 0)));
  }

  /** And not more rejected requests, in the median of the runs, as all that follows. */
  Bar rejected(int most) {
    return and("429s", Figures::rejected, Format::count, most);
  }

  /** Once a first one has told the limit. */
  Bar rejectedLater(int most) {
    return and("later 429s", Figures::rejectedLater, Format::count, most);
  }

  Bar perSuccess(double most) {
    return and("per success", Figures::requestsPerSuccess, Format::ratio, most);
  }

  Bar ratio(double most) {
    return and("ratio", Figures::ratio, Format::ratio, most);
  }

  Bar p99Ratio(double most) {
    return and("p99 / FIFO", Figures::p99Ratio, Format::ratio, most);
  }

  boolean isKeptBy(Summary summary) {
    return limits.stream().allMatch(limit -> limit.isKeptBy(summary));
  }

  /** The limits, such as {@code lost 0, ratio 1.02}. */
  String text() {
    return limits.stream().map(limit -> limit.text(limit.most())).collect(joining(", "));
  }

  /** The same figures as they were measured. */
  String measured(Summary summary) {
    return limits.stream()
        .map(limit -> limit.text(limit.figure().applyAsDouble(summary)))
        .collect(joining(", "));
  }

  private Bar and(
      String name, ToDoubleFunction<Figures> figure, DoubleFunction<String> format, double most) {
    List<Limit> more = new ArrayList<>(limits);
    more.add(new Limit(name, summary -> summary.spread(figure).median(), format, most));
    return new Bar(more);
  }
}
