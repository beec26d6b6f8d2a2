package io.geminiquota.engine.limit;

import io.geminiquota.annotations.Priority;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which priority goes next: the highest that waits, but for those that have been passed over too
 * often. So nothing starves, and however many of a lower priority wait, and however long they have,
 * they delay a higher one by a single admission; an age in seconds would let ten thousand old ones
 * go before a new one.
 *
 * <p>Each priority that waits has a tenth of the admissions for certain. Two admissions out of turn
 * never follow each other while somebody waits whose turn it is. Where two priorities have been
 * passed over, the one goes that was passed over more often, because the other has had more; of
 * equals the higher. Not thread-safe: the gate's lock guards it.
 */
final class Ageing {

  /** So many admissions in a row may pass a priority over. */
  static final int PATIENCE = 9;

  /** So many more may when another priority is due at the same time: that one, and one between. */
  static final int COLLISION = 2;

  private final Map<Priority, Integer> passedOver = new EnumMap<>(Priority.class);
  private boolean lastWasOutOfTurn;

  /** Nobody waited for a while, so nobody was passed over. */
  void restart() {
    passedOver.clear();
    lastWasOutOfTurn = false;
  }

  /** How many others may go at most before somebody of a priority with so many before him. */
  long mostBefore(Priority priority, long ownBefore) {
    return (ownBefore + 1) * PATIENCE - passedOver(priority) + COLLISION;
  }

  /** How many of a priority go out of turn while so many others go. */
  long outOfTurn(Priority priority, long others) {
    return (others + passedOver(priority)) / PATIENCE;
  }

  /**
   * Who goes next.
   *
   * @param waiting the priorities of those who could go, in their natural order; not empty
   */
  Priority next(Set<Priority> waiting) {
    Priority inTurn = waiting.iterator().next();
    Priority due = lastWasOutOfTurn ? null : due(waiting, inTurn);
    return due == null ? inTurn : due;
  }

  private @Nullable Priority due(Set<Priority> waiting, Priority inTurn) {
    Priority due = null;
    for (Priority priority : waiting) {
      boolean more = due == null || passedOver(priority) > passedOver(due);
      if (priority != inTurn && passedOver(priority) >= PATIENCE && more) {
        due = priority;
      }
    }
    return due;
  }

  /**
   * Somebody was admitted.
   *
   * @param waiting the priorities of those who could have gone instead
   */
  void admitted(Priority admitted, Set<Priority> waiting) {
    lastWasOutOfTurn = false;
    for (Priority priority : Priority.values()) {
      boolean passed = priority != admitted && waiting.contains(priority);
      passedOver.put(priority, passed ? passedOver(priority) + 1 : 0);
      lastWasOutOfTurn |= passed && priority.compareTo(admitted) < 0;
    }
  }

  private int passedOver(Priority priority) {
    return passedOver.getOrDefault(priority, 0);
  }
}
