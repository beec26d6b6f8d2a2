package io.geminiquota.benchmarks.report;

import static java.util.stream.Collectors.joining;

import io.geminiquota.testkit.otlp.Look;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Columns of text: the first one flush left, because it names the row, the others flush right. */
public final class Table {

  private static final String GAP = "  ";

  private final List<String> titles;
  private final List<List<String>> rows = new ArrayList<>();

  public Table(String... titles) {
    this.titles = List.of(titles);
  }

  /**
   * Adds a row.
   *
   * @throws IllegalArgumentException when it has not as many cells as the table has columns
   */
  public void add(String... cells) {
    if (cells.length != titles.size()) {
      throw new IllegalArgumentException(
          "The table has " + titles.size() + " columns, not " + cells.length + ".");
    }
    rows.add(List.of(cells));
  }

  /** A figure as a cell, such as {@code 10.8 us} by {@code %.1f us}. */
  public static String cell(String format, double figure) {
    return String.format(Locale.ROOT, format, figure);
  }

  /** The table as text, ending with a line break. */
  public String render(Look look) {
    List<Integer> widths =
        IntStream.range(0, titles.size()).mapToObj(column -> width(column)).toList();
    int total =
        widths.stream().mapToInt(Integer::intValue).sum() + GAP.length() * (widths.size() - 1);
    boolean unicode = look.glyphs() == Look.Glyphs.UNICODE;
    String heading = line(titles, widths);
    List<String> lines = new ArrayList<>();
    lines.add(look.colours() == Look.Colours.ANSI ? "\u001b[1m" + heading + "\u001b[0m" : heading);
    lines.add((unicode ? "─" : "-").repeat(total));
    rows.forEach(row -> lines.add(line(row, widths)));
    return lines.stream().collect(joining("\n", "", "\n"));
  }

  private int width(int column) {
    int widest = rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    return Math.max(widest, titles.get(column).length());
  }

  private static String line(List<String> cells, List<Integer> widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      String padding = " ".repeat(widths.get(column) - cells.get(column).length());
      line.append(column == 0 ? cells.get(column) + padding : GAP + padding + cells.get(column));
    }
    return line.toString().stripTrailing();
  }
}
