package io.geminiquota.testkit.otlp;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Time as columns of text. */
final class TimeAxis {

  private static final double NANOS_PER_SECOND = 1e9;
  private static final int COLUMNS_PER_LABEL = 9;

  private final long startNanos;
  private final long endNanos;
  private final int columns;
  private final Ink ink;

  /**
   * @param columns how many there are, at least 10
   */
  TimeAxis(long startNanos, long endNanos, int columns, Ink ink) {
    this.startNanos = startNanos;
    this.endNanos = Math.max(endNanos, startNanos + 1);
    this.columns = columns;
    this.ink = ink;
  }

  /** Round times at their places. */
  String labels() {
    StringBuilder labels = new StringBuilder();
    for (Tick tick : ticks()) {
      if (tick.label().length() <= columns - tick.column()) {
        labels.append(" ".repeat(tick.column() - labels.length())).append(tick.label());
      }
    }
    return labels.toString();
  }

  /** The line under the labels. */
  String ruler() {
    StringBuilder ruler = new StringBuilder(ink.rule().repeat(columns));
    for (Tick tick : ticks()) {
      ruler.replace(tick.column(), tick.column() + 1, ink.tick());
    }
    return ruler.toString();
  }

  /** What the steps spent their time on; a step too short for a cell of its own still gets one. */
  String bar(List<Step> steps) {
    Step.@Nullable Nature[] cells = new Step.Nature[columns];
    for (Step step : steps) {
      for (int i = column(step.startNanos()); i <= lastColumn(step); i++) {
        Step.Nature there = cells[i];
        if (there == null || there.compareTo(step.nature()) < 0) {
          cells[i] = step.nature();
        }
      }
    }
    StringBuilder bar = new StringBuilder();
    int gap = 0;
    for (Step.Nature cell : cells) {
      if (cell == null) {
        gap++;
      } else {
        bar.append(" ".repeat(gap)).append(ink.cell(cell));
        gap = 0;
      }
    }
    return bar.toString();
  }

  private int lastColumn(Step step) {
    return Math.max(column(step.startNanos()), column(step.endNanos() - 1));
  }

  private int column(long nanos) {
    double share = (double) (nanos - startNanos) / (endNanos - startNanos);
    return Math.max(0, Math.min(columns - 1, (int) (share * columns)));
  }

  private List<Tick> ticks() {
    double length = (endNanos - startNanos) / NANOS_PER_SECOND;
    BigDecimal distance = distance(length * COLUMNS_PER_LABEL / columns);
    int last = (int) (length / distance.doubleValue());
    return IntStream.rangeClosed(0, last)
        .mapToObj(BigDecimal::valueOf)
        .map(distance::multiply)
        .map(
            seconds ->
                new Tick(
                    column(startNanos + Math.round(seconds.doubleValue() * NANOS_PER_SECOND)),
                    seconds.signum() == 0 ? "0 s" : seconds.toPlainString() + " s"))
        .toList();
  }

  /** The smallest of 1, 2, 5, 10, ... that is at least this many seconds. */
  private static BigDecimal distance(double seconds) {
    BigDecimal power = BigDecimal.ONE.scaleByPowerOfTen((int) Math.floor(Math.log10(seconds)));
    for (int factor : new int[] {1, 2, 5}) {
      BigDecimal candidate = power.multiply(BigDecimal.valueOf(factor));
      if (candidate.doubleValue() >= seconds) {
        return candidate;
      }
    }
    return power.scaleByPowerOfTen(1);
  }

  private record Tick(int column, String label) {}
}
