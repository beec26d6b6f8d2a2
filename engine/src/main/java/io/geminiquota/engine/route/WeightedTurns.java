package io.geminiquota.engine.route;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whose turn it is among places that share the calls to one model by their weights. As in fair
 * queueing each place has a time of its own that goes on by a step when it is taken, the larger the
 * weight the smaller the step; the one that is furthest behind is next. Who had no room for a while
 * has not saved anything up. Thread-safe.
 *
 * @param <P> the places
 */
public final class WeightedTurns<P> {

  private final Map<P, Double> finishes = new HashMap<>();
  private double present;

  /** Nobody has been taken yet. */
  public WeightedTurns() {}

  /** The places in the order of their turns; equal ones as they came. */
  public synchronized List<P> inOrder(List<P> places) {
    return places.stream().sorted(Comparator.comparingDouble(this::start)).toList();
  }

  /**
   * It was the turn of a place, and it was taken.
   *
   * @param weight 1 or more
   */
  public synchronized void taken(P place, int weight) {
    present = start(place);
    finishes.put(place, present + 1.0 / weight);
  }

  private double start(P place) {
    return Math.max(present, finishes.getOrDefault(place, 0.0));
  }
}
