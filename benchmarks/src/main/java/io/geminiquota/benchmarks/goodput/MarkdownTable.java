package io.geminiquota.benchmarks.goodput;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** A table as GitHub reads it, aligned for those who read the text: words left, figures right. */
final class MarkdownTable {

  private static final Pattern FIGURE = Pattern.compile("[(\\d]|-$");

  private final List<String> titles;
  private final List<List<String>> rows = new ArrayList<>();

  MarkdownTable(String... titles) {
    this.titles = List.of(titles);
  }

  /** Adds a row of as many cells as there are titles. */
  void add(String... cells) {
    rows.add(List.of(cells));
  }

  /** The table, ending with a line break. */
  String render() {
    List<Integer> widths =
        IntStream.range(0, titles.size()).mapToObj(column -> width(column)).toList();
    List<String> lines = new ArrayList<>();
    lines.add(line(titles, widths));
    lines.add(
        IntStream.range(0, widths.size())
            .mapToObj(
                column -> "-".repeat(widths.get(column) + 1) + (isFigures(column) ? ":" : "-"))
            .collect(joining("|", "|", "|")));
    rows.forEach(row -> lines.add(line(row, widths)));
    return lines.stream().collect(joining("\n", "", "\n"));
  }

  private boolean isFigures(int column) {
    return rows.stream().allMatch(row -> FIGURE.matcher(row.get(column)).lookingAt());
  }

  private int width(int column) {
    int widest = rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    return Math.max(widest, titles.get(column).length());
  }

  private String line(List<String> cells, List<Integer> widths) {
    return IntStream.range(0, cells.size())
        .mapToObj(
            column -> {
              String padding = " ".repeat(widths.get(column) - cells.get(column).length());
              return isFigures(column) ? padding + cells.get(column) : cells.get(column) + padding;
            })
        .collect(joining(" | ", "| ", " |"));
  }
}
