package io.geminiquota.engine;

import io.geminiquota.engine.limit.Place;
import io.geminiquota.engine.route.RoutePlanner;
import io.geminiquota.engine.route.WeightedTurns;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * The ways that one call can go, and which of them it goes next: {@link RoutePlanner} says which
 * tier, {@link WeightedTurns} in what order.
 */
final class Itinerary {

  private final List<Way> ways;
  private final WeightedTurns<String> turns;
  private final TimeSource time;
  private final long patience;
  private final long deadline;

  /**
   * @param ways the one that was asked first, then by their tiers
   * @param turns of the places that share the calls to the model
   * @param patience until when the call would rather wait than ask another model
   * @param deadline until when it can wait at all
   */
  Itinerary(
      List<Way> ways, WeightedTurns<String> turns, TimeSource time, long patience, long deadline) {
    this.ways = List.copyOf(ways);
    this.turns = turns;
    this.time = time;
    this.patience = patience;
    this.deadline = deadline;
  }

  /**
   * Where to ask.
   *
   * @param ways the first that is free is to be taken, the best first; none if there is none in
   *     time
   * @param until how long to wait there
   * @param isLast whether there is nothing else to be tried when that has been in vain
   */
  record Leg(List<Way> ways, long until, boolean isLast) {

    /** Copies the list, so that a leg never changes. */
    Leg {
      ways = List.copyOf(ways);
    }
  }

  /** Where the application asked. */
  Way asked() {
    return ways.get(0);
  }

  /** All ways, that one first. */
  List<Way> all() {
    return ways;
  }

  /** Whether there is only that one. */
  boolean isSingle() {
    return ways.size() == 1;
  }

  /**
   * Where to ask next.
   *
   * @param places of an attempt, for a look at a way
   */
  Leg next(Function<Way, Place> places) {
    return isSingle()
        ? alone()
        : leg(places, outlooks -> RoutePlanner.next(outlooks, time.nanoTime(), patience, deadline));
  }

  /** The same for who has waited in vain: wherever it is free first. */
  Leg anywhere(Function<Way, Place> places) {
    return isSingle()
        ? alone()
        : leg(places, outlooks -> RoutePlanner.anywhere(outlooks, deadline));
  }

  /**
   * When the first way of a leg is free, as far as is known.
   *
   * @param leg that has one
   * @param places as above
   */
  long opensAt(Leg leg, Function<Way, Place> places) {
    if (isSingle()) {
      return Math.max(asked().notBefore(), asked().gate.opensAt());
    }
    long opensAt = Long.MAX_VALUE;
    for (Way way : leg.ways()) {
      opensAt = Math.min(opensAt, way.outlook(places.apply(way)).opensAt());
    }
    return opensAt;
  }

  /** An attempt goes this way. */
  void taken(Way way) {
    if (!isSingle()) {
      turns.taken(nameOf(way), way.weight);
    }
  }

  /** Until when the call can wait. */
  long deadline() {
    return deadline;
  }

  private Leg alone() {
    boolean inVain = asked().givenUp() != null;
    return new Leg(inVain ? List.of() : ways, deadline, true);
  }

  private Leg leg(
      Function<Way, Place> places, Function<List<RoutePlanner.Outlook>, RoutePlanner.Choice> plan) {
    List<RoutePlanner.Outlook> outlooks = new ArrayList<>(ways.size());
    for (Way way : ways) {
      outlooks.add(way.outlook(places.apply(way)));
    }
    RoutePlanner.Choice choice = plan.apply(outlooks);
    List<Way> chosen = new ArrayList<>(choice.ways().size());
    for (int way : choice.ways()) {
      chosen.add(ways.get(way));
    }
    return new Leg(inTurn(chosen), choice.until(), choice.until() == deadline);
  }

  /** Neighbours of one tier by their turns. */
  private List<Way> inTurn(List<Way> chosen) {
    List<Way> inTurn = new ArrayList<>(chosen.size());
    for (int end, start = 0; start < chosen.size(); start = end) {
      end = start + 1;
      while (end < chosen.size() && chosen.get(end).tier == chosen.get(start).tier) {
        end++;
      }
      inTurn.addAll(
          end - start == 1 ? chosen.subList(start, end) : byTurn(chosen.subList(start, end)));
    }
    return inTurn;
  }

  private List<Way> byTurn(List<Way> tier) {
    List<String> names = turns.inOrder(tier.stream().map(Itinerary::nameOf).toList());
    return tier.stream()
        .sorted(Comparator.comparingInt(way -> names.indexOf(nameOf(way))))
        .toList();
  }

  private static String nameOf(Way way) {
    return way.call.service() + " " + way.call.route();
  }
}
