package io.geminiquota.engine.limit;

import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.Timer;
import io.geminiquota.engine.classify.Kind;
import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.classify.Violation;
import io.geminiquota.engine.classify.Window;
import io.geminiquota.engine.observe.Hold;
import io.geminiquota.engine.retry.Ladder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
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
  private final @Nullable Quota configured;

  private final ReentrantLock lock = new ReentrantLock();
  private final WaitingLine line = new WaitingLine();
  private final RollingWindow requests;
  private final GentleStart gentleStart = new GentleStart();
  private final Barrier barrier;
  private @Nullable Quota quota;
  private boolean countsRejected;
  private int underWay;
  private long wakeAt = NEVER;

  /**
   * @param minute how long a quota minute is
   * @param requestsPerMinute the configured limit, null if none is; it is a ceiling: a lower one
   *     that the server tells is kept instead
   * @param stallLadder how long nobody goes while the server turns everything away without a word
   * @param time the clock
   * @param timer wakes the gate when there is room again
   */
  public QuotaGate(
      Duration minute,
      @Nullable Long requestsPerMinute,
      Ladder stallLadder,
      TimeSource time,
      Timer timer) {
    this.time = time;
    this.timer = timer;
    long guard = Guard.of(minute);
    this.requests = new RollingWindow(minute.toNanos() + guard);
    this.barrier = new Barrier(time, guard, stallLadder);
    this.configured =
        requestsPerMinute == null
            ? null
            : new Quota(null, null, Window.MINUTE, requestsPerMinute, Quota.Origin.CONFIGURED);
    if (configured != null) {
      keep(configured);
    }
  }

  /**
   * Asks leave to send an attempt. Who is {@link Admission#HELD} will be told; who is admitted must
   * end his place with {@link #succeeded}, {@link #failed} or {@link #leave}.
   */
  public Admission ask(Place place) {
    lock.lock();
    try {
      long now = time.nanoTime();
      if (place.pass.isShut()) {
        return refuse(place);
      }
      Place first = line.first(now);
      boolean itsTurn = first == null || Place.ORDER.compare(place, first) < 0;
      if (itsTurn && place.notBefore <= now && hasRoom(now)) {
        return enter(place, now);
      }
      place.roomAt = Math.max(place.notBefore, roomAt(now, line.ahead(place)));
      boolean ownTime = place.notBefore > barrier.opensAt(now);
      place.reason = ownTime ? Hold.Reason.BACKOFF : Hold.Reason.QUOTA;
      place.quota = quota;
      if (place.roomAt > place.deadline) {
        return refuse(place);
      }
      line.add(place, now);
      wakeWhenNeeded(now);
      return Admission.HELD;
    } finally {
      lock.unlock();
    }
  }

  /** An admitted attempt leaves for the server now. */
  public void left(Place place) {
    lock.lock();
    try {
      requests.left(place.ticket, time.nanoTime());
    } finally {
      lock.unlock();
    }
  }

  /** An admitted attempt has its answer. */
  public void succeeded(Place place) {
    lock.lock();
    try {
      end(place);
      requests.left(place.ticket, time.nanoTime());
      gentleStart.succeeded();
      barrier.accepted(place);
    } finally {
      lock.unlock();
    }
    tellTurns();
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
      requests.left(place.ticket, now);
      barrier.failed(place, verdict);
      if (!verdict.violations().isEmpty() || verdict.kind().isRate()) {
        rejected(place, verdict.kind(), now);
        verdict.violations().forEach(this::learn);
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
    lock.lock();
    try {
      if (place.state == Place.State.ADMITTED) {
        end(place);
        barrier.left(place);
        requests.giveBackUnlessLeft(place.ticket);
      } else if (place.state == Place.State.WAITING) {
        place.state = Place.State.GONE;
        line.gone(place);
      }
    } finally {
      lock.unlock();
    }
    tellTurns();
  }

  /** The limit that binds here, null while none is known. */
  public @Nullable Quota quota() {
    lock.lock();
    try {
      return quota;
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

  private boolean hasRoom(long now) {
    return barrier.isOpen(now)
        && (quota != null ? requests.hasRoom(now) : underWay < gentleStart.width());
  }

  /** When there is room for somebody who has others before him, as far as can be told. */
  private long roomAt(long now, int ahead) {
    long open = barrier.opensAt(now);
    return quota == null ? open : Math.max(open, requests.roomAt(now, ahead));
  }

  private Admission enter(Place place, long now) {
    if (!place.pass.enter()) {
      return refuse(place);
    }
    barrier.passed(place);
    place.state = Place.State.ADMITTED;
    place.ticket = requests.take(now);
    place.admittedUnder = quota;
    underWay++;
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
      underWay--;
    }
  }

  /**
   * Whether a server counts what it rejects is seen, not known: it does if it is full although we
   * kept its limit. Until then a rejected attempt gives its use back, because the server's own hint
   * tells when there is room, and counting it as well would hold back a request too many.
   */
  private void rejected(Place place, Kind kind, long now) {
    boolean limitWasKnown = place.admittedUnder != null && place.admittedUnder.equals(quota);
    boolean limitWasKept = requests.used(now) <= requests.limit();
    if (kind == Kind.RATE_REQUESTS_PER_MINUTE && limitWasKnown && limitWasKept) {
      countsRejected = true;
    }
    if (!countsRejected) {
      requests.giveBack(place.ticket);
    }
  }

  private void learn(Violation violation) {
    Long limit = violation.limit();
    if (limit == null || limit < 1 || !Learnable.isRequestsPerMinute(violation)) {
      return;
    }
    if (configured == null || limit < configured.limit()) {
      keep(
          new Quota(
              violation.quotaMetric(),
              violation.quotaId(),
              Window.MINUTE,
              limit,
              Quota.Origin.LEARNED));
    }
  }

  private void keep(Quota quota) {
    this.quota = quota;
    requests.limit(quota.limit());
  }

  /** Admits who has room now, refuses whose deadline has come, and tells them. */
  private void tellTurns() {
    List<Place> admitted = new ArrayList<>();
    List<Place> refused = new ArrayList<>();
    lock.lock();
    try {
      long now = time.nanoTime();
      Place first = line.first(now);
      while (first != null && hasRoom(now)) {
        line.gone(first);
        (enter(first, now) == Admission.ADMITTED ? admitted : refused).add(first);
        first = line.first(now);
      }
      // Whose deadline comes before the gate opens need not wait for it.
      for (Place place : line.takeOverdue(Math.max(now, barrier.opensAt(now) - 1))) {
        line.gone(place);
        refuse(place);
        place.roomAt = Math.max(place.notBefore, roomAt(now, 0));
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
    boolean opensByItself = quota != null || barrier.opensAt(now) > now;
    if (opensByItself && line.first(now) != null) {
      next = Math.min(next, roomAt(now, 0));
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
