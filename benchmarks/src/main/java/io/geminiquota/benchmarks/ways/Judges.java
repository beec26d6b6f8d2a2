package io.geminiquota.benchmarks.ways;

import io.geminiquota.testkit.RequestRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** What the scenarios have to keep. */
final class Judges {

  private static final double LEAST_OF_ALL = 0.98;
  private static final double MOST_OFF = 0.05;
  private static final int PERCENT = 100;

  private Judges() {}

  /**
   * Projects that work together are as one of all their quotas.
   *
   * @param shares of each project, in percent
   * @param dictated how long it takes at best
   */
  static List<Bar> together(Journal journal, Map<String, Integer> shares, Duration dictated) {
    List<Bar> bars = new ArrayList<>(weighted(journal, shares));
    double part = (double) dictated.toNanos() / journal.length().toNanos();
    bars.add(
        new Bar(
            "0.98 of what the projects allow together",
            String.format(Locale.ROOT, "%.3f", part),
            part >= LEAST_OF_ALL));
    bars.add(none("rejected", journal.rejected()));
    return bars;
  }

  /** Each project has its share of the calls. */
  static List<Bar> weighted(Journal journal, Map<String, Integer> shares) {
    double mostOff = 0;
    for (Map.Entry<String, Integer> share : shares.entrySet()) {
      double wanted = (double) journal.scenario().calls() * share.getValue() / PERCENT;
      long had = journal.served(request -> request.project().equals(share.getKey())).size();
      mostOff = Math.max(mostOff, Math.abs(had - wanted) / wanted);
    }
    return List.of(
        none("lost", journal.lost()),
        none("without the label of who answered", unlabelled(journal)),
        new Bar(
            "each project's share within 5 %",
            String.format(Locale.ROOT, "%.1f %% off", PERCENT * mostOff), mostOff <= MOST_OFF));
  }

  /**
   * What the application asked for is used while there is some of it, and something else only then.
   *
   * @param ofDay how much of it there is in a day
   * @param isOther whether a request went elsewhere
   */
  static List<Bar> first(Journal journal, int ofDay, Predicate<RequestRecord> isOther) {
    Predicate<RequestRecord> isFirst = isOther.negate();
    Predicate<RequestRecord> isBefore = request -> request.arrivalNanos() < journal.resetNanos();
    List<RequestRecord> before = journal.served(isFirst.and(isBefore));
    List<RequestRecord> after = journal.served(isFirst.and(isBefore.negate()));
    long early = amid(before, journal.served(isOther)) + amid(after, journal.served(isOther));
    int had = before.size() + after.size();
    Duration back =
        after.isEmpty()
            ? Duration.ofDays(1)
            : Duration.ofNanos(after.get(0).arrivalNanos() - journal.resetNanos());
    return List.of(
        none("lost", journal.lost()),
        none("without the label of who answered", unlabelled(journal)),
        none("went elsewhere while the first choice was open", early),
        new Bar(
            "the first choice has both days' quota", had + " of " + 2 * ofDay, had == 2 * ofDay),
        new Bar(
            "back within one window",
            String.format(Locale.ROOT, "after %.2f s", back.toMillis() / 1e3),
            back.compareTo(Scenario.MINUTE) <= 0));
  }

  /** How many of some requests came after the first and before the last of others. */
  private static long amid(List<RequestRecord> others, List<RequestRecord> some) {
    if (others.isEmpty()) {
      return 0;
    }
    long from = others.get(0).arrivalNanos();
    long to = others.get(others.size() - 1).arrivalNanos();
    return some.stream()
        .filter(request -> request.arrivalNanos() > from && request.arrivalNanos() < to)
        .count();
  }

  /** How many answers the application was told of otherwise than the simulator gave them. */
  private static long unlabelled(Journal journal) {
    Map<String, Integer> labels = new HashMap<>();
    for (RequestRecord request : journal.served(any -> true)) {
      labels.merge(request.model() + " " + wayOf(request), 1, Integer::sum);
    }
    long wrong = 0;
    for (Map.Entry<String, Integer> label : labels.entrySet()) {
      wrong += Math.abs(label.getValue() - journal.told(label.getKey()));
    }
    return wrong;
  }

  private static String wayOf(RequestRecord request) {
    boolean mine = request.project().equals(Scenario.ASKED);
    if (mine && request.model().equals(Scenario.MODEL)) {
      return AskingApplication.ASKED;
    }
    return (mine ? "-" : request.project()) + "/" + request.model();
  }

  private static Bar none(String what, long count) {
    return new Bar("0 " + what, String.valueOf(count), count == 0);
  }
}
