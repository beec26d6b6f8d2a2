package io.geminiquota.testkit.otlp;

import io.geminiquota.testkit.otlp.Ink.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes calls as rows: one for the call, with its bar, and one beneath for each of its steps. */
final class CallRows {

  private static final int SHORTEST_BAR = 20;

  /** Mark, blank, start and length of a call, and the blanks before its bar. */
  private static final int COLUMNS_BESIDE_NAME_AND_BAR = 26;

  /** Before the detail of a step: indent, branch, title and length. */
  private static final int COLUMNS_BEFORE_DETAIL = 27;

  private final Look look;
  private final Ink ink;
  private final TimeAxis axis;
  private final long startNanos;
  private final int nameWidth;

  /**
   * @param calls at least one, in the order in which they began
   */
  CallRows(Look look, List<CallTrace> calls) {
    this.look = look;
    this.ink = new Ink(look);
    this.startNanos = calls.get(0).span().startNanos();
    long end = calls.stream().mapToLong(call -> call.span().endNanos()).max().orElse(startNanos);
    int longest = calls.stream().mapToInt(call -> call.span().name().length()).max().orElse(0);
    this.nameWidth = Math.min(longest, look.width() - COLUMNS_BESIDE_NAME_AND_BAR - SHORTEST_BAR);
    int bar = look.width() - COLUMNS_BESIDE_NAME_AND_BAR - nameWidth;
    this.axis = new TimeAxis(startNanos, end, bar, ink);
  }

  /** What stands above the calls. */
  List<String> heading() {
    String legend =
        ink.cell(Step.Nature.HELD)
            + " held   "
            + ink.cell(Step.Nature.ANSWERED)
            + " attempt answered   "
            + ink.cell(Step.Nature.REJECTED)
            + " attempt rejected";
    String titles = "  " + padded("call") + "     began       took   ";
    return List.of(
        legend,
        "",
        " ".repeat(titles.length()) + ink.paint(Tone.QUIET, axis.labels()),
        ink.paint(Tone.QUIET, titles + axis.ruler()));
  }

  List<String> of(CallTrace call) {
    List<String> rows = new ArrayList<>();
    String name = call.span().name();
    if (name.length() > nameWidth) {
      name = name.substring(0, nameWidth - 1) + ink.ellipsis();
    }
    double began = (call.span().startNanos() - startNanos) / 1e9;
    rows.add(
        ink.mark(call.outcome())
            + " "
            + ink.paint(Tone.HEADING, padded(name))
            + String.format(Locale.ROOT, " %7.2f s  %7.2f s   ", began, call.seconds())
            + axis.bar(call.steps()));
    rows.addAll(branches(call));
    return rows;
  }

  String of(CallSelection.Folded calls) {
    return ink.fold() + ink.paint(Tone.QUIET, " and " + CallSummary.of(calls.calls()));
  }

  /** Nothing for a call that was simply answered: its row says it all. */
  private List<String> branches(CallTrace call) {
    boolean answeredAtOnce =
        call.steps().stream().allMatch(step -> step.nature() == Step.Nature.ANSWERED);
    if (answeredAtOnce && call.advice().isEmpty()) {
      return List.of();
    }
    List<Branch> branches = new ArrayList<>();
    for (Step step : call.steps()) {
      double seconds = (step.endNanos() - step.startNanos()) / 1e9;
      String head = String.format(Locale.ROOT, "%-10s %6.2f s", step.title(), seconds);
      branches.add(new Branch(tone(step.nature()), head, step.detail()));
    }
    if (!call.advice().isEmpty()) {
      branches.add(new Branch(Tone.BAD, String.format("%-19s", call.outcome()), call.advice()));
    }
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < branches.size(); i++) {
      write(branches.get(i), i == branches.size() - 1, lines);
    }
    return lines;
  }

  private void write(Branch branch, boolean last, List<String> lines) {
    List<String> details = wrapped(branch.detail(), look.width() - COLUMNS_BEFORE_DETAIL);
    lines.add(
        "  "
            + (last ? ink.lastBranch() : ink.branch())
            + " "
            + ink.paint(branch.tone(), branch.head() + "   " + details.get(0)));
    for (String more : details.subList(1, details.size())) {
      lines.add(
          "  "
              + (last ? " " : ink.trunk())
              + " ".repeat(COLUMNS_BEFORE_DETAIL - 3)
              + ink.paint(branch.tone(), more));
    }
  }

  private static List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (line.length() > 0 && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  private static Tone tone(Step.Nature nature) {
    return switch (nature) {
      case HELD -> Tone.WAITING;
      case ANSWERED -> Tone.GOOD;
      case REJECTED -> Tone.BAD;
    };
  }

  private String padded(String text) {
    return text + " ".repeat(Math.max(0, nameWidth - text.length()));
  }

  private record Branch(Tone tone, String head, String detail) {}
}
