package io.geminiquota.benchmarks.goodput;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/**
 * Bars of a scenario, as SVG: for each contestant the time, the requests it took and the calls that
 * were lost. It has no background, and colours that can be read on white as well as on black.
 */
final class Chart {

  private static final int WIDTH = 860;
  private static final int TOP = 74;
  private static final int ROW = 26;
  private static final int BAR = 16;
  private static final int FOOT = 34;
  private static final int BASELINE = 13;
  private static final int GAP = 6;

  private static final String NOTE =
      "Time: from the first request to the last success; pale where calls were lost: then it says"
          + " little. Measured by benchmarks/goodput.";

  private static final String TEXT = "#768390";
  private static final String OURS = "#2da44e";
  private static final String OTHERS = "#8b949e";
  private static final String LOST = "#e5534b";

  /**
   * One column of bars.
   *
   * @param left where its bars begin
   * @param longest how long the longest one is
   */
  private record Column(
      String title,
      int left,
      int longest,
      ToDoubleFunction<Figures> figure,
      DoubleFunction<String> format) {

    double of(Summary summary) {
      return summary.spread(figure).median();
    }

    String text(Summary summary) {
      return format.apply(of(summary));
    }

    /** How long the bar of a value is, when these are shown beside each other. */
    double length(double value, List<Summary> all) {
      double largest = all.stream().mapToDouble(this::of).filter(Double::isFinite).max().orElse(0);
      return largest == 0 ? 0 : longest * Math.min(1, value / largest);
    }

    String colour(Summary summary) {
      if (equals(LOSSES)) {
        return LOST;
      }
      return summary.contestant().isOurs() ? OURS : OTHERS;
    }

    /** The time of those who lost calls is no achievement. */
    double opacity(Summary summary) {
      return equals(TIME) && summary.lostCalls() ? 0.35 : 1;
    }
  }

  private static final Column TIME =
      new Column("time / what the quota dictates", 250, 170, Figures::ratio, Format::ratio);
  private static final Column REQUESTS =
      new Column("requests per success", 490, 110, Figures::requestsPerSuccess, Format::ratio);
  private static final Column LOSSES =
      new Column("lost calls", 670, 110, Figures::lost, Format::count);
  private static final List<Column> COLUMNS = List.of(TIME, REQUESTS, LOSSES);

  private final List<Summary> summaries;
  private final StringBuilder svg = new StringBuilder();

  private Chart(List<Summary> summaries) {
    this.summaries = summaries;
  }

  /**
   * Draws it.
   *
   * @param summaries all of one scenario, at least one
   */
  static String of(List<Summary> summaries) {
    return new Chart(summaries).draw();
  }

  private String draw() {
    Figures any = summaries.get(0).runs().get(0);
    String title =
        String.format(
            Locale.ROOT,
            "%d calls in one burst, a quota of %d requests per minute",
            any.calls(),
            summaries.get(0).scenario().quota().limit());
    int height = TOP + ROW * summaries.size() + FOOT;
    add(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' width='%d' height='%d'"
            + " role='img' font-family='-apple-system,Segoe UI,Noto Sans,Helvetica,Arial,sans-serif'"
            + " font-size='13' fill='%s'>",
        WIDTH, height, WIDTH, height, TEXT);
    add("<title>%s</title>", title);
    text(0, 20, "font-size='16' font-weight='600'", title);
    for (Column column : COLUMNS) {
      text(column.left(), TOP - 3 * GAP, "font-weight='600'", column.title());
    }
    for (int row = 0; row < summaries.size(); row++) {
      row(TOP + ROW * row, summaries.get(row));
    }
    mark(height - FOOT);
    text(0, height - GAP, "font-size='12'", NOTE);
    add("</svg>");
    return svg.toString();
  }

  private void row(int top, Summary summary) {
    String weight = summary.contestant().isOurs() ? "font-weight='600'" : "";
    text(0, top + BASELINE, weight, summary.contestant().title());
    for (Column column : COLUMNS) {
      double length = column.length(column.of(summary), summaries);
      add(
          "<rect x='%d' y='%d' width='%.1f' height='%d' rx='2' fill='%s' opacity='%.2f'/>",
          column.left(), top, length, BAR, column.colour(summary), column.opacity(summary));
      text(column.left() + Math.round(length) + GAP, top + BASELINE, weight, column.text(summary));
    }
  }

  /** A line where the time is what the quota dictates. */
  private void mark(int bottom) {
    double x = TIME.left() + TIME.length(1, summaries);
    add(
        "<line x1='%.1f' y1='%d' x2='%.1f' y2='%d' stroke='%s' stroke-dasharray='2 3'/>",
        x, TOP - GAP, x, bottom, TEXT);
  }

  private void text(long x, int y, String style, String text) {
    add("<text x='%d' y='%d' %s>%s</text>", x, y, style, text);
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
