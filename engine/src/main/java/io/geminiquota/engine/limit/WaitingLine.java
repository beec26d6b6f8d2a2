package io.geminiquota.engine.limit;

import io.geminiquota.annotations.Priority;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait at a gate: a lane for each priority, in each the calls in the order in which they
 * arrived; {@link Ageing} says which lane is next. Whose own time has not come yet keeps his place
 * and lets others pass. Not thread-safe: the gate's lock guards it.
 */
final class WaitingLine {

  private static final Priority[] PRIORITIES = Priority.values();
  private static final Comparator<Place> BY_ARRIVAL =
      Comparator.comparingLong(place -> place.arrival);

  private final Map<Priority, Ranking> lanes = new EnumMap<>(Priority.class);
  private final Ranking byDeadline = ranking(place -> place.deadline);

  /** Only those whose own time is still to come. */
  private final Ranking notYet = ranking(place -> place.notBefore);

  private final Ageing ageing = new Ageing();

  WaitingLine() {
    for (Priority priority : PRIORITIES) {
      lanes.put(priority, new Ranking(BY_ARRIVAL));
    }
  }

  private static Ranking ranking(ToLongFunction<Place> number) {
    return new Ranking(Comparator.comparingLong(number).thenComparing(BY_ARRIVAL));
  }

  void add(Place place, long now) {
    if (length() == 0) {
      ageing.restart();
    }
    lane(place.priority).add(place);
    byDeadline.add(place);
    if (place.notBefore > now) {
      notYet.add(place);
    }
  }

  /** One who waited does not any more. */
  void remove(Place place) {
    lane(place.priority).remove(place);
    byDeadline.remove(place);
    notYet.remove(place);
  }

  /** How many wait. */
  int length() {
    return byDeadline.size();
  }

  /** Who is to be admitted next of those whose own time has come; null if nobody. */
  @Nullable Place first(long now) {
    if (length() == 0) {
      return null;
    }
    Set<Priority> waiting = waiting(now);
    return waiting.isEmpty() ? null : lane(ageing.next(waiting)).firstReady(now);
  }

  /** How many of some priority wait. */
  int length(Priority priority) {
    return lane(priority).size();
  }

  /** The most urgent priority of those whose own time has come; null if nobody's has. */
  @Nullable Priority mostUrgentPriority(long now) {
    for (Priority priority : PRIORITIES) {
      if (lane(priority).hasReady(now)) {
        return priority;
      }
    }
    return null;
  }

  /** What the first so many want whose own time has come; all, if they are not as many. */
  List<Cost> costsOfFirst(int count, long now) {
    List<Cost> costs = new ArrayList<>();
    Place first = first(now);
    if (first != null) {
      lane(first.priority).addCostsOfReady(costs, count, now);
      for (Priority other : PRIORITIES) {
        if (other != first.priority) {
          lane(other).addCostsOfReady(costs, count, now);
        }
      }
    }
    return costs;
  }

  /** Whether somebody who does not wait would be next if he did. */
  boolean wouldBeFirst(Place place, long now) {
    if (length() == 0) {
      return true;
    }
    Place before = lane(place.priority).firstReady(now);
    if (before != null && BY_ARRIVAL.compare(before, place) < 0) {
      return false;
    }
    Set<Priority> waiting = waiting(now);
    waiting.add(place.priority);
    return ageing.next(waiting) == place.priority;
  }

  /** Somebody who does not wait, or not any more, is admitted. */
  void passedBy(Place place, long now) {
    if (length() > 0) {
      ageing.admitted(place.priority, waiting(now));
    }
  }

  /**
   * What they will use who are to be admitted before somebody, if nobody else comes: at least that,
   * and little more.
   */
  Cost ahead(Place place) {
    Ranking lane = lane(place.priority);
    int own = lane.before(place);
    Cost ahead = lane.costOfFirst(own);
    long before = own;
    // Of the higher ones no more than ageing lets pass before all of the own lane have gone.
    long most = ageing.mostBefore(place.priority, own);
    for (Priority other : PRIORITIES) {
      long passing;
      if (other.compareTo(place.priority) < 0) {
        passing = Math.max(own + most - before, ageing.outOfTurn(other, own + most) + 1);
      } else if (other.compareTo(place.priority) > 0) {
        passing = ageing.outOfTurn(other, before + outOfTurnBelow(other, before));
      } else {
        continue;
      }
      passing = Math.min(passing, lane(other).size());
      ahead = ahead.plus(lane(other).costOfFirst(passing));
      before += passing;
    }
    return ahead;
  }

  /** How many of the priorities below one go out of turn at most while so many others go. */
  private long outOfTurnBelow(Priority priority, long others) {
    // They pass over each other as well, which makes a few more.
    long passing = others + others / (Ageing.PATIENCE - 1) + Ageing.COLLISION;
    long most = 0;
    for (Priority lower : PRIORITIES) {
      if (lower.compareTo(priority) > 0) {
        most += Math.min(lane(lower).size(), ageing.outOfTurn(lower, passing));
      }
    }
    return most;
  }

  /** Whose deadline passes first; null if nobody waits. */
  @Nullable Place mostUrgent() {
    return byDeadline.first();
  }

  /** Takes out all of some sort, in order of priority and arrival. */
  List<Place> takeAll(Predicate<Place> sort) {
    List<Place> taken =
        lanes.values().stream().flatMap(lane -> lane.all().stream()).filter(sort).toList();
    taken.forEach(this::remove);
    return taken;
  }

  /** When somebody's own time comes next; {@link Long#MAX_VALUE} if nobody waits for his. */
  long nextOwnTime(long now) {
    Place next = notYet.first();
    while (next != null && next.notBefore <= now) {
      notYet.remove(next);
      next = notYet.first();
    }
    return next == null ? Long.MAX_VALUE : next.notBefore;
  }

  /** When somebody's deadline passes next; {@link Long#MAX_VALUE} if nobody waits. */
  long nextDeadline() {
    Place place = mostUrgent();
    return place == null ? Long.MAX_VALUE : place.deadline;
  }

  private Ranking lane(Priority priority) {
    return Objects.requireNonNull(lanes.get(priority));
  }

  /** The priorities of those who wait and whose own time has come. */
  private Set<Priority> waiting(long now) {
    Set<Priority> waiting = EnumSet.noneOf(Priority.class);
    for (Priority priority : PRIORITIES) {
      if (lane(priority).hasReady(now)) {
        waiting.add(priority);
      }
    }
    return waiting;
  }
}
