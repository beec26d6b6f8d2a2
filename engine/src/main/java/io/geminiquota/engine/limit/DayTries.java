package io.geminiquota.engine.limit;

import io.geminiquota.engine.retry.Ladder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When one attempt may go although a limit of the day is used up that the server, or a table of
 * presets, once told: it may have been raised meanwhile. Not thread-safe: the gate's lock guards
 * it.
 */
final class DayTries {

  /** The pauses between tries, the first one after the day was found to be used up. */
  static final Ladder LADDER = new Ladder(Duration.ofMinutes(15), Duration.ofHours(2));

  private boolean begun;
  private long nextAt;
  private int made;
  private @Nullable Place place;

  /** When a try is due, the limit being used up. */
  long dueAt(long now) {
    if (!begun) {
      beginAt(now + LADDER.pause(0));
    }
    return nextAt;
  }

  /** The first try may be made then. */
  void beginAt(long at) {
    begun = true;
    nextAt = at;
  }

  /** An attempt goes as a try. */
  void went(Place who, long now) {
    place = who;
    made++;
    begun = true;
    nextAt = now + LADDER.pause(made);
  }

  /** Whether an attempt that was let through was the try. */
  boolean was(Place who) {
    return place == who;
  }

  /** There is room again. */
  void reset() {
    begun = false;
    made = 0;
    place = null;
  }
}
