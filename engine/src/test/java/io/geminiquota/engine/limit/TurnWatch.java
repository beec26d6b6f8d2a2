package io.geminiquota.engine.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.annotations.Priority;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Watches who is admitted before whom: in order of arrival inside a priority, the higher priority
 * first, but for the tenth admission. Knows only what can be seen from outside of the line.
 */
final class TurnWatch {

  private static final int MAY_PASS = 9;
  private static final int MAY_PASS_TWO = 11;

  private final Set<Place> waiting = new LinkedHashSet<>();
  private final Map<Priority, Integer> passed = new EnumMap<>(Priority.class);
  private boolean lastWasOutOfTurn;

  void comes(Place place) {
    waiting.add(place);
  }

  /** Fails unless he waited: everybody is told once, and nobody after he left. */
  void goes(Place place) {
    assertThat(waiting.remove(place)).as("%s waited", place.arrival).isTrue();
    if (waiting.isEmpty()) {
      passed.clear();
      lastWasOutOfTurn = false;
    }
  }

  boolean isWaiting(Place place) {
    return waiting.contains(place);
  }

  Collection<Place> waiting() {
    return waiting;
  }

  /** Somebody who does not wait, or not any more, is admitted; fails if it was not his turn. */
  void admitted(Place place, long now) {
    List<Place> passedOver = new ArrayList<>();
    for (Place other : waiting) {
      if (other.notBefore <= now) {
        passedOver.add(other);
        assertThat(other.priority == place.priority && other.arrival < place.arrival)
            .as("%s %d passes %d", place.priority, place.arrival, other.arrival)
            .isFalse();
      }
    }
    boolean outOfTurn = passedOver.stream().anyMatch(other -> isHigher(other, place));
    if (outOfTurn) {
      assertThat(passed(place.priority)).as("were passed").isBetween(MAY_PASS, MAY_PASS_TWO);
      assertThat(lastWasOutOfTurn).as("two out of turn, one after the other").isFalse();
    }
    for (Priority priority : Priority.values()) {
      boolean wasPassed =
          priority != place.priority
              && passedOver.stream().anyMatch(other -> other.priority == priority);
      passed.put(priority, wasPassed ? passed(priority) + 1 : 0);
      assertThat(passed(priority)).as("%s starve", priority).isLessThanOrEqualTo(MAY_PASS_TWO);
    }
    lastWasOutOfTurn = outOfTurn;
  }

  private int passed(Priority priority) {
    return passed.getOrDefault(priority, 0);
  }

  private static boolean isHigher(Place one, Place other) {
    return one.priority.compareTo(other.priority) < 0;
  }

  /** Those of whom one is next: the first of the highest priority, and of those passed over. */
  List<Place> candidates(long now) {
    List<Place> candidates = new ArrayList<>();
    for (Priority priority : Priority.values()) {
      if (candidates.isEmpty() || passed(priority) >= MAY_PASS) {
        waiting.stream()
            .filter(place -> place.priority == priority && place.notBefore <= now)
            .min(Comparator.comparingLong(place -> place.arrival))
            .ifPresent(candidates::add);
      }
    }
    return candidates;
  }
}
