package io.geminiquota.agent.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which calls went which way. Minutes in which the calls go the same ways are told together,
 * because calls to several projects take turns.
 */
final class PlanTable {

  private static final String REFUSED = "refused";

  private final Duration minute;

  PlanTable(Duration minute) {
    this.minute = minute;
  }

  /** A line for each way in each stretch of time. */
  List<String> lines(List<PlannedCall> calls) {
    List<String> lines = new ArrayList<>();
    lines.add(row("calls", "made at", "go to", "number", "wait"));
    for (List<PlannedCall> stretch : stretches(calls)) {
      PlannedCall first = stretch.get(0);
      PlannedCall last = stretch.get(stretch.size() - 1);
      String numbers = range(Ways.grouped(first.number()), Ways.grouped(last.number()));
      String times = range(clock(first.made()), clock(last.made()));
      for (Map.Entry<String, List<PlannedCall>> way : byWay(stretch).entrySet()) {
        lines.add(
            row(
                numbers,
                times,
                way.getKey(),
                Ways.grouped(way.getValue().size()),
                wait(way.getKey(), way.getValue())));
        numbers = "";
        times = "";
      }
    }
    return lines;
  }

  private List<List<PlannedCall>> stretches(List<PlannedCall> calls) {
    List<List<PlannedCall>> stretches = new ArrayList<>();
    Set<String> before = Set.of();
    for (List<PlannedCall> ofMinute : minutes(calls)) {
      Set<String> ways = new TreeSet<>();
      for (PlannedCall call : ofMinute) {
        ways.add(wayOf(call) + (call.waited().isZero() ? "" : " later"));
      }
      if (ways.equals(before)) {
        stretches.get(stretches.size() - 1).addAll(ofMinute);
      } else {
        stretches.add(new ArrayList<>(ofMinute));
      }
      before = ways;
    }
    return stretches;
  }

  private List<List<PlannedCall>> minutes(List<PlannedCall> calls) {
    Map<Long, List<PlannedCall>> minutes = new LinkedHashMap<>();
    for (PlannedCall call : calls) {
      minutes.computeIfAbsent(call.made().dividedBy(minute), none -> new ArrayList<>()).add(call);
    }
    return List.copyOf(minutes.values());
  }

  private static Map<String, List<PlannedCall>> byWay(List<PlannedCall> calls) {
    Map<String, List<PlannedCall>> ways = new LinkedHashMap<>();
    for (PlannedCall call : calls) {
      ways.computeIfAbsent(wayOf(call), none -> new ArrayList<>()).add(call);
    }
    return ways;
  }

  private static String wayOf(PlannedCall call) {
    return call.way() == null ? REFUSED : call.way();
  }

  /** Of those that wait, how long at most; and the first of them. */
  private static String wait(String way, List<PlannedCall> calls) {
    if (way.equals(REFUSED)) {
      return "";
    }
    Duration longest = Duration.ZERO;
    PlannedCall first = null;
    for (PlannedCall call : calls) {
      if (!call.waited().isZero()) {
        first = first == null ? call : first;
        longest = longest.compareTo(call.waited()) < 0 ? call.waited() : longest;
      }
    }
    return first == null
        ? "none"
        : "up to " + seconds(longest) + ", from call " + Ways.grouped(first.number());
  }

  private static String row(String calls, String time, String way, String number, String wait) {
    return "  %-15s  %-17s  %-42s  %7s  %s"
        .formatted(calls, time, way, number, wait)
        .stripTrailing();
  }

  private static String range(String from, String to) {
    return from.equals(to) ? from : from + "-" + to;
  }

  /** Since the first call: {@code 1:05}, {@code 12:00:00}. */
  static String clock(Duration since) {
    long seconds = since.toSeconds();
    return seconds < 3600
        ? "%d:%02d".formatted(seconds / 60, seconds % 60)
        : "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  /** Rounded up: who has waited that long has waited long enough. */
  private static String seconds(Duration wait) {
    long seconds = (wait.toMillis() + 999) / 1000;
    return seconds < 120 ? seconds + " s" : clock(Duration.ofSeconds(seconds));
  }
}
