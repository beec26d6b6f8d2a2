package io.geminiquota.engine.limit;

import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.retry.Ladder;
import io.geminiquota.engine.retry.Treatment;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What closes a gate to everybody, whatever its limits: the server's hint, the end of the day's
 * quota, a stall. In doubt it opens to one attempt at a time, the probe. Not thread-safe: the
 * gate's lock guards it.
 */
final class Barrier {

  /** Longer hints than this are no rate limit's; it also keeps sums from overflowing. */
  private static final Duration LONGEST_BLOCK = Duration.ofDays(1);

  private final TimeSource time;
  private final long guard;
  private final DayWatch day;
  private final Stall stall;
  private final PendingVerdict verdict = new PendingVerdict();
  private long blockedUntil;
  private @Nullable Place probe;

  /**
   * @param guard how much later than the server says it opens, in nanoseconds
   * @param stallLadder the pauses of a stall
   * @param ledger what was used of the day
   */
  Barrier(TimeSource time, long guard, Ladder stallLadder, DayLedger ledger) {
    this.time = time;
    this.guard = guard;
    this.day = new DayWatch(time, ledger);
    this.stall = new Stall(stallLadder);
    this.blockedUntil = time.nanoTime();
  }

  /** Whether the next attempt may go now, as far as this is concerned. */
  boolean isOpen(long now) {
    return now - blockedUntil >= 0
        && verdict.opensAt(now) <= now
        && day.isOpen(now)
        && (probe == null || !probesOnly());
  }

  /** Until when those who wait have to wait at least; now if there is nothing to wait for. */
  long opensAt(long now) {
    return Math.max(verdict.opensAt(now), Math.max(blockedUntil, day.opensAt(now)));
  }

  /** What the server said when the day's quota was used up, null while it is not. */
  @Nullable Verdict usedUp() {
    return day.usedUp();
  }

  /** An attempt goes. */
  void passed(Place place) {
    if (probesOnly()) {
      probe = place;
    }
  }

  /** It was answered, and not with an error. */
  void accepted(Place place) {
    day.accepted(wasProbe(place));
    stall.accepted();
  }

  /** It was turned away, and is not judged yet. */
  void turnedAway(Place place) {
    verdict.awaited(place, time.nanoTime());
  }

  /** It failed. */
  void failed(Place place, Verdict told) {
    boolean wasProbe = wasProbe(place);
    verdict.arrived(place);
    Treatment treatment = Treatment.of(told.kind());
    if (treatment == Treatment.WAIT_FOR_RESET) {
      day.refused(told, wasProbe);
    } else if (treatment == Treatment.PACE) {
      Duration hint = told.retryAfter();
      if (hint != null && hint.compareTo(LONGEST_BLOCK) <= 0) {
        block(hint.toNanos() + guard);
      }
      block(stall.refused(told, wasProbe));
    }
  }

  /** It ended without an answer. */
  void left(Place place) {
    wasProbe(place);
    verdict.arrived(place);
  }

  /** Nobody goes before. */
  void closeUntil(long opensAt) {
    blockedUntil = Math.max(blockedUntil, opensAt);
  }

  private void block(long nanos) {
    closeUntil(time.nanoTime() + nanos);
  }

  private boolean probesOnly() {
    return day.allowsProbesOnly() || stall.allowsProbesOnly();
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
