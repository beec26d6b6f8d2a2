package io.geminiquota.engine.limit;

import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.Timer;
import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.observe.Hold;
import io.geminiquota.engine.retry.Treatment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * All limits of one project and model, and the queue of those who wait for them.
 *
 * <p>It never waits itself: who is held is told when his turn comes, by whoever makes room or by
 * the timer. Thread-safe; its lock is held for moments only, and never while somebody is told.
 */
public final class QuotaGate {

  private static final long NEVER = Long.MAX_VALUE;

  private final TimeSource time;
  private final Timer timer;

  private final ReentrantLock lock = new ReentrantLock();
  private WaitingLine line = new WaitingLine();
  private final Allowance allowance;
  private final Barrier barrier;
  private final int longestQueue;
  private long wakeAt = NEVER;

  /** Who has taken the place of this gate; set once, under the lock. */
  private volatile @Nullable QuotaGate successor;

  /**
   * @param terms what is known of it before anything has passed
   * @param time the clock
   * @param timer wakes the gate when there is room again
   * @param random draws the moments at which more than is known is tried
   */
  public QuotaGate(GateTerms terms, TimeSource time, Timer timer, RandomGenerator random) {
    this.time = time;
    this.timer = timer;
    this.longestQueue = terms.queue();
    long guard = Guard.of(terms.minute());
    long window = terms.minute().toNanos() + guard;
    DayLedger day = new DayLedger(time, terms.zone());
    this.allowance =
        new Allowance(new LimitBook(terms), terms.concurrency(), window, day, time, random);
    this.barrier = new Barrier(time, guard, terms.stallLadder(), day);
  }

  /**
   * Asks leave to send an attempt. Who is {@link Admission#HELD} will be told, unless he has left;
   * who is admitted must end his place with {@link #succeeded}, {@link #failed} or {@link #leave}.
   */
  public Admission ask(Place place) {
    lock.lock();
    try {
      if (successor == null) {
        return askHere(place);
      }
    } finally {
      lock.unlock();
    }
    return successor.ask(place);
  }

  private Admission askHere(Place place) {
    if (place.state == Place.State.GONE) {
      return Admission.HELD;
    }
    place.gate = this;
    long now = time.nanoTime();
    if (place.pass.isShut()) {
      return refuse(place);
    }
    Place first = line.first(now);
    boolean itsTurn = first == null || Place.ORDER.compare(place, first) < 0;
    if (itsTurn && place.notBefore <= now && hasRoom(place, now)) {
      return enter(place, now);
    }
    place.roomAt = Math.max(place.notBefore, roomAt(place, now, line.ahead(place)));
    boolean ownTime = place.notBefore > barrier.opensAt(now);
    place.reason = ownTime ? Hold.Reason.BACKOFF : Hold.Reason.QUOTA;
    place.quota = allowance.binding(now, place.cost);
    if (place.roomAt > place.deadline || line.length() >= longestQueue) {
      return refuse(place);
    }
    place.state = Place.State.WAITING;
    line.add(place, now);
    wakeWhenNeeded(now);
    return Admission.HELD;
  }

  /** An admitted attempt leaves for the server now. */
  public void left(Place place) {
    lock.lock();
    try {
      allowance.left(place, time.nanoTime());
    } finally {
      lock.unlock();
    }
  }

  /** An admitted attempt has its answer. */
  public void succeeded(Place place) {
    lock.lock();
    try {
      long now = time.nanoTime();
      end(place);
      allowance.left(place, now);
      allowance.accepted(place, now);
      barrier.accepted(place);
    } finally {
      lock.unlock();
    }
    tellTurns();
  }

  /** An admitted attempt was turned away; {@link #failed} follows when it is known why. */
  public void turnedAway(Place place) {
    lock.lock();
    try {
      if (place.state == Place.State.ADMITTED) {
        barrier.turnedAway(place);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * An admitted attempt has failed, perhaps after it seemed to have succeeded. Teaches the gate
   * what the verdict says of its limits.
   */
  public void failed(Place place, Verdict verdict) {
    lock.lock();
    try {
      long now = time.nanoTime();
      end(place);
      allowance.left(place, now);
      allowance.closed(place);
      barrier.failed(place, verdict);
      if (!verdict.violations().isEmpty() || Treatment.of(verdict.kind()) == Treatment.PACE) {
        allowance.rejected(place, verdict, now, barrier.opensAt(now));
      }
    } finally {
      lock.unlock();
    }
    tellTurns();
  }

  /**
   * Gives a place up: the attempt was cancelled while it was held, or ended without an answer. What
   * never left for the server does not count. Harmless for a place that has ended.
   */
  public void leave(Place place) {
    QuotaGate at = leaveHere(place);
    if (at != this) {
      at.leave(place);
    }
    tellTurns();
  }

  /** Leaves this gate, if the place is here; else returns where it is. */
  private QuotaGate leaveHere(Place place) {
    lock.lock();
    try {
      QuotaGate at = place.gate;
      if (at != null && at != this) {
        return at;
      }
      if (place.state == Place.State.ADMITTED) {
        end(place);
        barrier.left(place);
        allowance.abandoned(place);
      } else {
        if (place.state == Place.State.WAITING) {
          line.gone(place);
        }
        place.state = Place.State.GONE;
      }
      allowance.closed(place);
      return this;
    } finally {
      lock.unlock();
    }
  }

  /** The answer of an attempt was read to its end, or given up. Harmless for one that has ended. */
  public void closed(Place place) {
    lock.lock();
    try {
      allowance.closed(place);
    } finally {
      lock.unlock();
    }
    tellTurns();
  }

  /** The answer told how many tokens the prompt really had. */
  public void correct(Place place, long tokens) {
    lock.lock();
    try {
      allowance.correct(place, tokens);
    } finally {
      lock.unlock();
    }
    tellTurns();
  }

  /**
   * Takes the place of another gate: their models share one bucket of the server's. What the other
   * has used and learned counts here, who waits there waits here, and who asks there asks here.
   *
   * @param other must not have taken the place of this one
   */
  public void takeOver(QuotaGate other) {
    List<Place> waiting = new ArrayList<>();
    Legacy legacy = other.giveWayTo(this, waiting);
    lock.lock();
    try {
      allowance.inherit(legacy, time.nanoTime());
      barrier.closeUntil(legacy.opensAt());
    } finally {
      lock.unlock();
    }
    for (Place place : waiting) {
      switch (ask(place)) {
        case ADMITTED -> place.turn.admitted();
        case REFUSED -> place.turn.refused();
        case HELD -> {}
      }
    }
  }

  private Legacy giveWayTo(QuotaGate heir, List<Place> waiting) {
    lock.lock();
    try {
      successor = heir;
      waiting.addAll(line.takeAll(place -> true));
      for (Place place : waiting) {
        place.state = Place.State.NEW;
        place.gate = heir;
      }
      line = new WaitingLine();
      return allowance.legacy(barrier.opensAt(time.nanoTime()));
    } finally {
      lock.unlock();
    }
  }

  /** When the gate opens again to anybody; the past if it is open. */
  public long opensAt() {
    lock.lock();
    try {
      return barrier.opensAt(time.nanoTime());
    } finally {
      lock.unlock();
    }
  }

  /** Whether the gate is open, or opens again to anybody by then. */
  public boolean opensBy(long deadline) {
    lock.lock();
    try {
      long now = time.nanoTime();
      return barrier.opensAt(now) <= Math.max(now, deadline);
    } finally {
      lock.unlock();
    }
  }

  /** Refuses those who wait without a pass that is good any more, and tells them. */
  public void turnAwayWhoIsShutOut() {
    List<Place> refused;
    lock.lock();
    try {
      refused = line.takeAll(place -> place.pass.isShut());
      refused.forEach(this::refuse);
    } finally {
      lock.unlock();
    }
    refused.forEach(place -> place.turn.refused());
    tellTurns();
  }

  private boolean hasRoom(Place place, long now) {
    return barrier.isOpen(now) && allowance.hasRoom(now, place.cost);
  }

  /** When there is room for somebody who has others before him, as far as can be told. */
  private long roomAt(Place place, long now, Cost ahead) {
    return Math.max(barrier.opensAt(now), allowance.roomAt(now, place.cost, ahead));
  }

  private Admission enter(Place place, long now) {
    if (!place.pass.enter()) {
      return refuse(place);
    }
    barrier.passed(place);
    place.state = Place.State.ADMITTED;
    allowance.enter(place, now);
    return Admission.ADMITTED;
  }

  private Admission refuse(Place place) {
    place.state = Place.State.REFUSED;
    place.usedUp = barrier.usedUp();
    return Admission.REFUSED;
  }

  private void end(Place place) {
    if (place.state == Place.State.ADMITTED) {
      place.state = Place.State.GONE;
      allowance.answered();
    }
  }

  /** Admits who has room now, refuses whose deadline has come, and tells them. */
  private void tellTurns() {
    List<Place> admitted = new ArrayList<>();
    List<Place> refused = new ArrayList<>();
    lock.lock();
    try {
      long now = time.nanoTime();
      Place first = line.first(now);
      while (first != null && hasRoom(first, now)) {
        line.gone(first);
        (enter(first, now) == Admission.ADMITTED ? admitted : refused).add(first);
        first = line.first(now);
      }
      // Whose deadline comes before the gate opens need not wait for it.
      for (Place place : line.takeOverdue(Math.max(now, barrier.opensAt(now) - 1))) {
        line.gone(place);
        refuse(place);
        place.roomAt = Math.max(place.notBefore, roomAt(place, now, Cost.NOTHING));
        refused.add(place);
      }
      wakeWhenNeeded(now);
    } finally {
      lock.unlock();
    }
    admitted.forEach(place -> place.turn.admitted());
    refused.forEach(place -> place.turn.refused());
  }

  private void wakeWhenNeeded(long now) {
    long next = Math.min(line.nextOwnTime(), line.nextDeadline());
    Place first = line.first(now);
    if (first != null) {
      long opens = barrier.opensAt(now);
      // What is due now and yet not done waits for an answer, which will wake those who wait.
      next = Math.min(next, opens > now ? opens : allowance.changesAt(now, first.cost));
    }
    if (next < wakeAt) {
      long at = next;
      wakeAt = at;
      timer.schedule(at, () -> wake(at));
    }
  }

  private void wake(long scheduled) {
    lock.lock();
    try {
      if (wakeAt == scheduled) {
        wakeAt = NEVER;
      }
    } finally {
      lock.unlock();
    }
    tellTurns();
  }
}
