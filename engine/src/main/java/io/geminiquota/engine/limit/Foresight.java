package io.geminiquota.engine.limit;

import org.jspecify.annotations.Nullable;

/**
 * What an attempt would meet at a gate that asked now.
 *
 * @param opensAt when it could be sent at the earliest, as far as can be told: now if there is
 *     room; {@link Long#MAX_VALUE} for never
 * @param obstacle what is in the way, null if it is only the wait for room
 */
public record Foresight(long opensAt, @Nullable Obstacle obstacle) {

  /** What can be in the way beside the wait for room. */
  public enum Obstacle {
    /** The quota day is used up. */
    DAY,
    /** The server has no capacity, or says that there is no room and not in which quota. */
    OVERLOAD,
    /** Calls like this one are known to fail. */
    CIRCUIT
  }
}
