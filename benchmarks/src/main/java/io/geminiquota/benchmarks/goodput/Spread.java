package io.geminiquota.benchmarks.goodput;

import io.geminiquota.benchmarks.report.Median;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleFunction;

/** The same figure of several runs. */
record Spread(double median, double least, double most) {

  static Spread of(List<Double> figures) {
    return new Spread(Median.of(figures), Collections.min(figures), Collections.max(figures));
  }

  /** The median, and from where to where the runs went if they differ as far as is shown. */
  String text(DoubleFunction<String> format) {
    String from = format.apply(least);
    String to = format.apply(most);
    return from.equals(to) ? to : format.apply(median) + " (" + from + " to " + to + ")";
  }
}
