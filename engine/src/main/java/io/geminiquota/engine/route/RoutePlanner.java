package io.geminiquota.engine.route;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which way a call goes next, of those that it can go. Pure: routes in, the next ones out.
 *
 * <p>Ways come in tiers, the best first: the model that was asked, in whichever project; then the
 * models to be asked instead; then the last resort. A call keeps to the best tier in which it need
 * not wait longer than its patience. When there is none it waits for whichever way is free first.
 */
public final class RoutePlanner {

  private RoutePlanner() {}

  /**
   * What stands on a way.
   *
   * @param tier 0 for the best
   * @param closed whether it is more than a wait for room: the day is used up, the model is
   *     overloaded, a circuit is open
   * @param opensAt when an attempt could be sent at the earliest, as far as is known; {@link
   *     Long#MAX_VALUE} for never
   */
  public record Outlook(int tier, boolean closed, long opensAt) {}

  /**
   * Where to go.
   *
   * @param ways the places in the list of those among which the attempt is to take the first that
   *     is free, the best first; none if there is no way in time
   * @param until how long to wait there; then it is to be planned anew
   */
  public record Choice(List<Integer> ways, long until) {

    /** Copies the list, so that a choice never changes. */
    public Choice {
      ways = List.copyOf(ways);
    }
  }

  /**
   * Chooses. All times are of one clock, in nanoseconds.
   *
   * @param ways in the order of their tiers
   * @param now the present
   * @param patience until when the call would rather wait than take a worse tier
   * @param deadline until when it can wait at all
   */
  public static Choice next(List<Outlook> ways, long now, long patience, long deadline) {
    long soon = Math.min(Math.max(now, patience), deadline);
    for (Outlook best : ways) {
      if (!best.closed() && best.opensAt() <= soon) {
        return new Choice(
            places(ways, way -> way.tier() == best.tier() && !way.closed(), soon), soon);
      }
    }
    return anywhere(ways, deadline);
  }

  /**
   * All ways that are free in time, those that are closed now behind the others.
   *
   * @param ways in the order of their tiers
   * @param deadline until when the call can wait at all
   */
  public static Choice anywhere(List<Outlook> ways, long deadline) {
    List<Integer> free = new ArrayList<>(places(ways, way -> !way.closed(), deadline));
    free.addAll(places(ways, Outlook::closed, deadline));
    return new Choice(free, deadline);
  }

  private static List<Integer> places(
      List<Outlook> ways, Predicate<Outlook> meant, long freeUntil) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < ways.size(); i++) {
      Outlook way = ways.get(i);
      if (meant.test(way) && way.opensAt() <= freeUntil && way.opensAt() < Long.MAX_VALUE) {
        places.add(i);
      }
    }
    return places;
  }
}
