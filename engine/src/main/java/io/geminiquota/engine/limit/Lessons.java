package io.geminiquota.engine.limit;

import java.time.Duration;
import java.util.List;

/**
 * What a JVM has found out about a quota, for all others to know; the latest word on each thing
 * holds. Immutable.
 *
 * @param limits that the server told, of the minute and of the day, at most one for each window and
 *     dimension
 * @param shares how much the cluster is to ask for in each window, because others use the quota,
 *     too; {@link Bounds#ANY} where nothing is to be said
 * @param closedFor how long nobody is to be sent; 0 for no time. The longest holds
 */
public record Lessons(List<Quota> limits, Bounds shares, Duration closedFor) {

  /** Nothing. */
  public static final Lessons NONE = new Lessons(List.of(), Bounds.NONE, Duration.ZERO);

  /** Copies the limits, so that lessons never change. */
  public Lessons {
    limits = List.copyOf(limits);
  }
}
