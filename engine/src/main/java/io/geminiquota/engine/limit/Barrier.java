package io.geminiquota.engine.limit;

import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.observe.Closure;
import io.geminiquota.engine.retry.Ladder;
import io.geminiquota.engine.retry.Treatment;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What closes a gate to everybody, whatever its limits: the server's hint, the end of the day's
 * quota, the pace that an overloaded server keeps up with. In doubt it opens to one attempt at a
 * time, the probe. Not thread-safe: the gate's lock guards it.
 */
final class Barrier {

  /** Longer hints than this are no rate limit's; it also keeps sums from overflowing. */
  private static final Duration LONGEST_BLOCK = Duration.ofDays(1);

  private final long guard;
  private final DayWatch day;
  private final Pace pace;
  private final PendingVerdict verdict = new PendingVerdict();
  private long blockedUntil;
  private @Nullable Place probe;

  /**
   * @param guard how much later than the server says it opens, in nanoseconds
   * @param stallLadder the pauses between probes while the server turns everything away
   * @param ledger what was used of the day
   */
  Barrier(TimeSource time, long guard, Ladder stallLadder, DayLedger ledger) {
    this.guard = guard;
    this.day = new DayWatch(time, ledger);
    this.pace = new Pace(stallLadder, time.nanoTime());
    this.blockedUntil = time.nanoTime();
  }

  /** Whether the next attempt may go now, as far as this is concerned. */
  boolean isOpen(long now) {
    return now - blockedUntil >= 0
        && verdict.opensAt(now) <= now
        && now - pace.opensAt(now) >= 0
        && day.isOpen(now)
        && (probe == null || !probesOnly());
  }

  /** Until when those who wait have to wait at least; now if there is nothing to wait for. */
  long opensAt(long now) {
    long opens = Math.max(blockedUntil, day.opensAt(now));
    return Math.max(verdict.opensAt(now), Math.max(opens, pace.opensAt(now)));
  }

  /** When it opens, if only to a probe; now if it is open. */
  long changesAt(long now) {
    long day = probe == null ? this.day.probesAt(now) : this.day.opensAt(now);
    return Math.max(Math.max(blockedUntil, day), Math.max(verdict.opensAt(now), pace.opensAt(now)));
  }

  /** What holds everybody back longest, null if nothing does. */
  @Nullable Closing closing(long now) {
    Closing longest = Closing.until(blockedUntil, Closure.Reason.HINT, null, now);
    longest = Closing.longer(longest, day.closing(now));
    longest =
        Closing.longer(
            longest, Closing.until(pace.opensAt(now), Closure.Reason.OVERLOAD, null, now));
    longest =
        Closing.longer(
            longest, Closing.until(verdict.opensAt(now), Closure.Reason.BEING_JUDGED, null, now));
    boolean probed = longest == null && probe != null && probesOnly();
    return probed ? new Closing(Closure.Reason.PROBED, Duration.ZERO, null) : longest;
  }

  /** What is in the way of those who ask now beside the wait for room, null if nothing is. */
  Foresight.@Nullable Obstacle obstacle(long now) {
    if (!day.isOpen(now)) {
      return Foresight.Obstacle.DAY;
    }
    boolean overloaded = now - pace.opensAt(now) < 0 || (probe != null && probesOnly());
    return overloaded ? Foresight.Obstacle.OVERLOAD : null;
  }

  /** What the server says is used up of the day, null if it does not say so. */
  @Nullable Dimension usedUpIn() {
    return day.usedUpIn();
  }

  /** What the server said when the day's quota was used up, null while it is not. */
  @Nullable Verdict usedUp() {
    return day.usedUp();
  }

  /** An attempt goes. */
  void passed(Place place, long now) {
    if (probesOnly()) {
      probe = place;
      place.probe = true;
    }
    pace.passed(place, now);
  }

  /** It was answered, and not with an error. */
  void accepted(Place place, long now) {
    day.accepted(wasProbe(place));
    pace.accepted(place, now);
  }

  /** It was turned away, and is not judged yet. */
  void turnedAway(Place place, long now) {
    verdict.awaited(place, now);
  }

  /** It failed. */
  void failed(Place place, Verdict told, long now) {
    boolean wasProbe = wasProbe(place);
    verdict.arrived(place);
    Treatment treatment = Treatment.of(told.kind());
    if (treatment == Treatment.WAIT_FOR_RESET) {
      day.refused(told, wasProbe);
    } else if (treatment == Treatment.PACE) {
      Duration hint = told.retryAfter();
      if (hint != null && hint.compareTo(LONGEST_BLOCK) <= 0) {
        closeUntil(now + hint.toNanos() + guard);
      }
    }
    if (isAboutRoom(told)) {
      pace.refused(place, now);
    } else {
      pace.left(place, now);
    }
  }

  /** Whether the server has no room, and does not say in which quota. */
  private static boolean isAboutRoom(Verdict told) {
    return switch (told.kind()) {
      case CAPACITY -> true;
      case RATE_UNSPECIFIED -> told.violations().isEmpty();
      default -> false;
    };
  }

  /** It ended without an answer. */
  void left(Place place, long now) {
    wasProbe(place);
    verdict.arrived(place);
    pace.left(place, now);
  }

  /** Until when the server has asked to wait, or another gate or JVM was asked; may be past. */
  long closedUntil() {
    return blockedUntil;
  }

  /** Others were told that the day is used up, or that it is not any more. */
  void dayTold(UsedUp told) {
    day.told(told);
  }

  /** Nobody goes before. */
  void closeUntil(long opensAt) {
    blockedUntil = Math.max(blockedUntil, opensAt);
  }

  private boolean probesOnly() {
    return day.allowsProbesOnly() || pace.allowsProbesOnly();
  }

  /** Whether an attempt that is over was the probe: then the next one may be. */
  private boolean wasProbe(Place place) {
    boolean was = probe == place;
    if (was) {
      probe = null;
    }
    return was;
  }
}
