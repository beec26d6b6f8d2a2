package io.geminiquota.engine.limit;

import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.classify.Kind;
import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.observe.Closure;
import io.geminiquota.engine.retry.Ladder;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether the quota of the day is used up. A server that says so while it asks to wait only seconds
 * is neither obeyed nor believed at once, because both have been seen: a day that was over, and one
 * that was not. If our own ledger is near the limit, the day is over; else one probe goes when the
 * hint has passed, and what it meets settles it. Later probes go at growing intervals, so that a
 * raised limit is noticed before midnight. Not thread-safe: the gate's lock guards it.
 */
final class DayWatch {

  /** Hints of day quotas are either under a minute or true, and then hours. */
  private static final Duration LONGEST_DOUBTFUL_HINT = Duration.ofMinutes(10);

  private static final Duration PAUSE_WITHOUT_HINT = Duration.ofSeconds(30);

  /** No server asks to wait longer for a day's quota, which has 25 hours at most. */
  private static final Duration LONGEST_DAY = Duration.ofHours(25);

  /**
   * A new start is worth a probe, but not each start of an application that starts all the time.
   */
  private static final Duration PAUSE_BEFORE_A_RESTART_MAY_PROBE = Duration.ofMinutes(1);

  private static final Ladder PROBES = DayTries.LADDER;

  /** Our own count may miss what other processes use: nine tenths is near. */
  private static final double NEAR = 0.9;

  private enum State {
    OPEN,
    DOUBTED,
    USED_UP
  }

  private final TimeSource time;
  private State state = State.OPEN;
  private final DayLedger ledger;
  private Instant doubtedDayEnds = Instant.MAX;
  private long reopensAt;
  private long nextProbe;
  private int failedProbes;
  private @Nullable Verdict verdict;

  DayWatch(TimeSource time, DayLedger ledger) {
    this.time = time;
    this.ledger = ledger;
    UsedUp kept = ledger.usedUp();
    if (kept != null && kept.until().isAfter(time.now())) {
      resume(kept);
    }
  }

  /** It was found before this JVM started. */
  private void resume(UsedUp kept) {
    long now = time.nanoTime();
    verdict = kept.verdict();
    state = State.USED_UP;
    reopensAt = now + shorter(Duration.between(time.now(), kept.until())).toNanos();
    nextProbe = now + pauseAfter(Duration.between(kept.said(), time.now())).toNanos();
  }

  /** It was found by another JVM, or found to be over. */
  void told(UsedUp found) {
    rollOver();
    UsedUp known = ledger.usedUp();
    boolean isOlder = known != null && found.said().isBefore(known.said());
    if (isOlder || found.equals(known)) {
      return;
    }
    ledger.knows(found);
    if (found.until().isAfter(time.now())) {
      failedProbes = state == State.USED_UP ? failedProbes + 1 : 0;
      verdict = found.verdict();
      state = State.USED_UP;
      Duration wait = shorter(Duration.between(time.now(), found.until()));
      reopensAt = time.nanoTime() + wait.toNanos();
      nextProbe = time.nanoTime() + PROBES.pause(failedProbes);
    } else if (state == State.USED_UP) {
      state = State.OPEN;
    }
  }

  /** Never longer than the whole pause: clocks are set between two runs. */
  private static Duration pauseAfter(Duration sinceSaid) {
    boolean isOver = sinceSaid.compareTo(PAUSE_BEFORE_A_RESTART_MAY_PROBE) >= 0;
    if (isOver || sinceSaid.isNegative()) {
      return isOver ? Duration.ZERO : PAUSE_BEFORE_A_RESTART_MAY_PROBE;
    }
    return PAUSE_BEFORE_A_RESTART_MAY_PROBE.minus(sinceSaid);
  }

  /** A request was accepted. */
  void accepted(boolean probe) {
    if (probe) {
      if (state == State.USED_UP) {
        ledger.noMoreUsedUp(time.now());
      }
      state = State.OPEN;
    }
  }

  /** The server says that the day is used up. */
  void refused(Verdict said, boolean probe) {
    rollOver();
    Duration trueHint = trueHint(said);
    switch (state) {
      case OPEN -> {
        if (trueHint != null || isNear(said)) {
          usedUp(said, trueHint);
        } else {
          doubt(said);
        }
      }
      case DOUBTED -> {
        // Who was sent before the doubt arose is no second witness.
        if (trueHint != null || probe) {
          usedUp(said, trueHint);
        }
      }
      case USED_UP -> {
        if (probe) {
          failedProbes++;
          nextProbe = time.nanoTime() + PROBES.pause(failedProbes);
          ledger.stillUsedUp(time.now());
        }
      }
    }
  }

  private static @Nullable Duration trueHint(Verdict said) {
    Duration hint = said.retryAfter();
    return hint != null && hint.compareTo(LONGEST_DOUBTFUL_HINT) > 0 ? hint : null;
  }

  private void doubt(Verdict said) {
    Duration hint = said.retryAfter();
    verdict = said;
    state = State.DOUBTED;
    doubtedDayEnds = ledger.ends(time.nanoTime());
    nextProbe = time.nanoTime() + (hint == null ? PAUSE_WITHOUT_HINT : hint).toNanos();
  }

  private void usedUp(Verdict said, @Nullable Duration hint) {
    long now = time.nanoTime();
    Duration wait =
        hint == null ? Duration.between(time.now(), ledger.ends(time.nanoTime())) : shorter(hint);
    verdict = said;
    state = State.USED_UP;
    failedProbes = 0;
    reopensAt = now + wait.toNanos();
    nextProbe = now + PROBES.pause(0);
    ledger.usedUp(UsedUp.of(said, time.now(), time.now().plus(wait)));
  }

  /** Whether only one attempt at a time may go, as a probe. */
  boolean allowsProbesOnly() {
    rollOver();
    return state != State.OPEN;
  }

  /** Whether an attempt may go now, as far as the day is concerned. */
  boolean isOpen(long now) {
    rollOver();
    return state == State.OPEN || now - nextProbe >= 0;
  }

  /** When an attempt may go, if only as a probe; now if the day is open. */
  long probesAt(long now) {
    return isOpen(now) ? now : Math.min(nextProbe, opensAt(now));
  }

  /** Until when those who wait have to wait; the past when the day is open. */
  long opensAt(long now) {
    rollOver();
    return switch (state) {
      case OPEN -> now;
      case DOUBTED -> nextProbe;
      case USED_UP -> reopensAt;
    };
  }

  /** What closes the gate as far as the day is concerned, null if nothing does. */
  @Nullable Closing closing(long now) {
    rollOver();
    return switch (state) {
      case OPEN -> null;
      case DOUBTED -> Closing.until(nextProbe, Closure.Reason.DAY_DOUBTED, verdict, now);
      case USED_UP -> Closing.until(reopensAt, Closure.Reason.DAY_USED_UP, verdict, now);
    };
  }

  /** What the server says is used up, null if it does not say so. */
  @Nullable Dimension usedUpIn() {
    rollOver();
    if (state != State.USED_UP || verdict == null) {
      return null;
    }
    return verdict.kind() == Kind.QUOTA_TOKENS_PER_DAY ? Dimension.TOKENS : Dimension.REQUESTS;
  }

  /** What the server said, while the day is used up; else null. */
  @Nullable Verdict usedUp() {
    return state == State.USED_UP ? verdict : null;
  }

  private boolean isNear(Verdict said) {
    Long limit = said.limit();
    boolean countsRequests = said.kind() != Kind.QUOTA_TOKENS_PER_DAY;
    return countsRequests
        && limit != null
        && ledger.used(Dimension.REQUESTS, time.nanoTime()) >= NEAR * limit;
  }

  private void rollOver() {
    if (state == State.DOUBTED && !time.now().isBefore(doubtedDayEnds)) {
      state = State.OPEN;
    }
    if (state == State.USED_UP && time.nanoTime() - reopensAt >= 0) {
      state = State.OPEN;
    }
  }

  private static Duration shorter(Duration hint) {
    return hint.compareTo(LONGEST_DAY) < 0 ? hint : LONGEST_DAY;
  }
}
