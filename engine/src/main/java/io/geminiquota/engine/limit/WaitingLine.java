package io.geminiquota.engine.limit;

import io.geminiquota.annotations.Priority;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait at a gate: in order of priority and arrival, behind them those whose own time has
 * not come yet. Who left is dropped when his turn would have come. Not thread-safe: the gate's lock
 * guards it.
 */
final class WaitingLine {

  private final PriorityQueue<Place> ready = new PriorityQueue<>(Place.ORDER);
  private final PriorityQueue<Place> notYet =
      new PriorityQueue<>(Comparator.comparingLong((Place place) -> place.notBefore));
  private final PriorityQueue<Place> byDeadline =
      new PriorityQueue<>(Comparator.comparingLong((Place place) -> place.deadline));

  private int length;

  /** What they will use who wait, by their priority. */
  private final Map<Priority, Cost> waiting = new EnumMap<>(Priority.class);

  void add(Place place, long now) {
    waiting.merge(place.priority, place.cost, Cost::plus);
    length++;
    (place.notBefore > now ? notYet : ready).add(place);
    byDeadline.add(place);
  }

  /** One who waited does not any more: his state has just been changed. */
  void gone(Place place) {
    waiting.merge(place.priority, place.cost, Cost::minus);
    length--;
  }

  /** How many wait. */
  int length() {
    return length;
  }

  /** What they will use who are of the same or a higher priority. */
  Cost ahead(Place place) {
    Cost ahead = Cost.NOTHING;
    for (Map.Entry<Priority, Cost> entry : waiting.entrySet()) {
      if (entry.getKey().compareTo(place.priority) <= 0) {
        ahead = ahead.plus(entry.getValue());
      }
    }
    return ahead;
  }

  /** Who is to be admitted next of those whose own time has come; null if nobody. */
  @Nullable Place first(long now) {
    Place due = peek(notYet);
    while (due != null && due.notBefore <= now) {
      ready.add(notYet.remove());
      due = peek(notYet);
    }
    return peek(ready);
  }

  /** Takes out those whose deadline has come. */
  List<Place> takeOverdue(long now) {
    List<Place> overdue = List.of();
    Place place = peek(byDeadline);
    while (place != null && place.deadline <= now) {
      if (overdue.isEmpty()) {
        overdue = new ArrayList<>();
      }
      overdue.add(byDeadline.remove());
      place = peek(byDeadline);
    }
    return overdue;
  }

  /** Takes out all of some sort. */
  List<Place> takeAll(Predicate<Place> sort) {
    List<Place> taken =
        byDeadline.stream()
            .filter(place -> place.state == Place.State.WAITING)
            .filter(sort)
            .sorted(Place.ORDER)
            .toList();
    taken.forEach(this::gone);
    return taken;
  }

  /** When somebody's own time comes next; {@link Long#MAX_VALUE} if nobody waits for his. */
  long nextOwnTime() {
    Place place = peek(notYet);
    return place == null ? Long.MAX_VALUE : place.notBefore;
  }

  /** When somebody's deadline passes next; {@link Long#MAX_VALUE} if nobody waits. */
  long nextDeadline() {
    Place place = peek(byDeadline);
    return place == null ? Long.MAX_VALUE : place.deadline;
  }

  private static @Nullable Place peek(PriorityQueue<Place> queue) {
    Place place = queue.peek();
    while (place != null && place.state != Place.State.WAITING) {
      queue.remove();
      place = queue.peek();
    }
    return place;
  }
}
