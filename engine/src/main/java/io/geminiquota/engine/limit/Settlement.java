package io.geminiquota.engine.limit;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Tells what became of attempts in the order in which they were sent. A refusal takes milliseconds
 * and an answer up to a minute, so whoever counted them as they come would see the refusals first
 * and take a small trouble for a great one. An attempt that has not been refused for longer than
 * refusals take is therefore settled as taken, without its answer. Not thread-safe: the gate's lock
 * guards it.
 */
final class Settlement {

  /** How long refusals are taken to need before one has been seen, in nanoseconds. */
  private static final long FIRST_DELAY = 200_000_000;

  private static final double LONGER = 1.5;
  private static final double FORGETTING = 0.98;

  private final Deque<Place> open = new ArrayDeque<>();

  /** How long refusals have taken lately: the longest, slowly forgotten. */
  private double delay = FIRST_DELAY;

  void passed(Place place) {
    open.add(place);
  }

  /** An attempt was refused: what was believed of it is corrected for the ones to come. */
  void refused(Place place, long now) {
    delay = Math.max(FORGETTING * delay, (double) (now - place.passedAt));
  }

  /** The next attempt whose fate is settled, null if there is none yet. */
  @Nullable Place next(long now) {
    Place first = open.peek();
    if (first == null) {
      return null;
    }
    if (first.fate == Fate.OPEN && now - first.passedAt > LONGER * delay) {
      first.fate = Fate.TAKEN;
    }
    return first.fate == Fate.OPEN ? null : open.remove();
  }
}
