package io.geminiquota.engine.limit;

import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.Timer;
import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.observe.GateName;
import io.geminiquota.engine.observe.GateState;
import io.geminiquota.engine.retry.RetryBudget;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * All limits of one project and model, and the queue of those who wait for them.
 *
 * <p>It never waits itself: who is held is told when his turn comes, by whoever makes room or by
 * the timer. What is decided is the {@link Gatekeeper}'s; this keeps the lock, the clock and the
 * telling. Thread-safe; its lock is held for moments only, and never while somebody is told.
 */
public final class QuotaGate {

  private final TimeSource time;
  private final Timer timer;
  private final Switch limits;
  private final Gatekeeper keeper;
  private final RetryBudget retryBudget;

  private final ReentrantLock lock = new ReentrantLock();
  private final NewsTeller teller;
  private final NewsWatch news;

  /** Where its cluster is asked, null if there is none. */
  private final @Nullable Audience audience;

  private long wakeAt = Gatekeeper.NEVER;

  /** Who has taken the place of this gate; set once, under the lock. */
  private volatile @Nullable QuotaGate successor;

  /** Whether anybody has to be told of anything; written under the lock only. */
  private volatile boolean someoneWaits;

  /**
   * @param terms what is known of it before anything has passed
   * @param time the clock
   * @param timer wakes the gate when there is room again
   * @param random draws the moments at which more than is known is tried
   */
  public QuotaGate(GateTerms terms, TimeSource time, Timer timer, RandomGenerator random) {
    this(terms, time, timer, random, DayKeeper.none(), GateWatcher.none(), new Switch(), null);
  }

  /**
   * The same, with a ledger of the day that is kept, watched, and with limits that can be switched
   * off.
   *
   * @param dayKeeper where the ledger is kept
   * @param watcher is told what happens to quotas
   * @param limits while it is off, whoever asks is admitted, and counted
   * @param membership with whom its quota is shared, null for nobody
   */
  public QuotaGate(
      GateTerms terms,
      TimeSource time,
      Timer timer,
      RandomGenerator random,
      DayKeeper dayKeeper,
      GateWatcher watcher,
      Switch limits,
      @Nullable Membership membership) {
    this.time = time;
    this.timer = timer;
    this.limits = limits;
    Cluster cluster = membership == null ? null : membership.cluster();
    this.keeper = new Gatekeeper(terms, time, random, dayKeeper, cluster);
    this.audience = membership == null ? null : new Audience(membership.quota(), new Speaker());
    this.teller = new NewsTeller(watcher);
    this.news = new NewsWatch(keeper, teller, lock, time, timer);
    this.retryBudget = new RetryBudget(time.nanoTime());
  }

  /**
   * Asks leave to send an attempt. Who is {@link Admission#HELD} will be told, unless he leaves or
   * has left already; who is admitted must end his place with {@link #succeeded}, {@link #failed}
   * or {@link #leave}.
   */
  public Admission ask(Place place) {
    // Others need not wait for the clock: what is a moment old errs towards less use.
    long now = time.nanoTime();
    QuotaGate heir;
    Admission admission = Admission.HELD;
    List<Gatekeeper.Found> found = List.of();
    lock.lock();
    try {
      heir = successor;
      if (heir == null) {
        place.gate = this;
        admission = limits.isOn() ? keeper.ask(place, now) : keeper.letGo(place, now);
        if (admission == Admission.HELD) {
          someoneWaits = keeper.someoneWaits();
        }
        news.dayMayBeUsed(now);
        wakeWhenNeeded(now);
        found = keeper.takeFound();
      }
    } finally {
      lock.unlock();
    }
    teller.tell(found);
    if (heir != null) {
      return heir.ask(place);
    }
    speak();
    return admission;
  }

  /**
   * What an attempt would meet that asked now. Nobody is let through, held or told by it.
   *
   * @param place that has not asked
   */
  public Foresight foresee(Place place) {
    QuotaGate heir;
    lock.lock();
    try {
      heir = successor;
      if (heir == null) {
        long now = time.nanoTime();
        return limits.isOn() ? keeper.foresee(place, now) : new Foresight(now, null);
      }
    } finally {
      lock.unlock();
    }
    return heir.foresee(place);
  }

  /** An admitted attempt leaves for the server now. */
  public void left(Place place) {
    lock.lock();
    try {
      keeper.left(place, time.nanoTime());
    } finally {
      lock.unlock();
    }
  }

  /** An admitted attempt has its answer. */
  public void succeeded(Place place) {
    lock.lock();
    try {
      keeper.succeeded(place, time.nanoTime());
    } finally {
      lock.unlock();
    }
    tellTurns();
  }

  /** An admitted attempt was turned away; {@link #failed} follows when it is known why. */
  public void turnedAway(Place place) {
    lock.lock();
    try {
      keeper.turnedAway(place, time.nanoTime());
    } finally {
      lock.unlock();
    }
  }

  /**
   * An admitted attempt has failed, perhaps after it seemed to have succeeded. Teaches the gate
   * what the verdict says of its limits.
   */
  public void failed(Place place, Verdict verdict) {
    List<Gatekeeper.Found> found;
    lock.lock();
    try {
      long now = time.nanoTime();
      keeper.failed(place, verdict, now);
      found = keeper.takeFound();
      news.lookSoon(now);
    } finally {
      lock.unlock();
    }
    tellTurns();
    teller.tell(found);
    speak();
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
      keeper.leave(place, time.nanoTime());
      return this;
    } finally {
      lock.unlock();
    }
  }

  /** The answer of an attempt was read to its end, or given up. Harmless for one that has ended. */
  public void closed(Place place) {
    lock.lock();
    try {
      keeper.closed(place);
    } finally {
      lock.unlock();
    }
    tellTurns();
  }

  /** The answer told how many tokens the prompt really had. */
  public void correct(Place place, long tokens) {
    List<Gatekeeper.Found> found;
    lock.lock();
    try {
      long now = time.nanoTime();
      keeper.correct(place, tokens, now);
      found = keeper.takeFound();
      news.dayMayBeUsed(now);
    } finally {
      lock.unlock();
    }
    tellTurns();
    teller.tell(found);
  }

  /**
   * How many of this gate's requests the server may have counted in its minute when it turned an
   * attempt away, of this gate or of another.
   *
   * @param sent when that attempt was let through, not long ago
   * @param answered when its answer was there
   */
  public WindowUse requestsCounted(long sent, long answered) {
    lock.lock();
    try {
      return keeper.requestsCounted(sent, answered);
    } finally {
      lock.unlock();
    }
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
      long now = time.nanoTime();
      keeper.inherit(legacy, now);
      news.lookSoon(now);
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
      news.end();
      waiting.addAll(keeper.sendAway());
      waiting.forEach(place -> place.gate = heir);
      return keeper.legacy(time.nanoTime());
    } finally {
      lock.unlock();
    }
  }

  /** When the gate opens again to anybody; long ago, before any deadline, if it is open. */
  public long opensAt() {
    lock.lock();
    try {
      long now = time.nanoTime();
      long opens = keeper.opensAt(now);
      return opens > now ? opens : Long.MIN_VALUE;
    } finally {
      lock.unlock();
    }
  }

  /**
   * What stands here now. Read only: no call is let through, held or told by it.
   *
   * @param name which gate this is
   * @param aliases other names of its model
   */
  public GateState state(GateName name, List<String> aliases) {
    Sight sight;
    lock.lock();
    try {
      sight = keeper.sight(time.nanoTime());
    } finally {
      lock.unlock();
    }
    return sight.of(name, aliases, time.now());
  }

  /** What its calls may spend on retries that may be in vain. */
  public RetryBudget retryBudget() {
    return retryBudget;
  }

  /** Refuses those who wait without a pass that is good any more, and tells them. */
  public void turnAwayWhoIsShutOut() {
    List<Place> refused;
    lock.lock();
    try {
      refused = keeper.refuseWhoIsShutOut();
    } finally {
      lock.unlock();
    }
    refused.forEach(place -> place.turn.refused());
    tellTurns();
  }

  /** Whether limits hold now. */
  public boolean isOn() {
    return limits.isOn();
  }

  /** Lets all go who are held, and tells them: the limits are switched off. */
  public void letAllGo() {
    List<Place> gone;
    List<Gatekeeper.Found> found;
    lock.lock();
    try {
      gone = keeper.letAllGo(time.nanoTime());
      someoneWaits = false;
      found = keeper.takeFound();
    } finally {
      lock.unlock();
    }
    try {
      teller.tell(found);
    } finally {
      gone.forEach(place -> place.turn.admitted());
    }
  }

  /** What the ledger of the day has to add to what is kept, null if there is nothing new. */
  public @Nullable DayEntry dayNews() {
    lock.lock();
    try {
      return keeper.dayNews();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The ledger of the day is told what is kept, after an exchange.
   *
   * @param added what of {@link #dayNews} was added, null for nothing
   * @param pages what stands there now, by the end of the day
   */
  public void dayKept(@Nullable DayEntry added, Function<Instant, @Nullable DayPage> pages) {
    boolean less;
    lock.lock();
    try {
      less = keeper.dayKept(added, pages);
      news.dayMayBeUsed(time.nanoTime());
    } finally {
      lock.unlock();
    }
    if (less) {
      tellTurns();
    }
  }

  /** Admits who has room now, refuses whose deadline has come, and tells them. */
  private void tellTurns() {
    if (someoneWaits) {
      tellTurns(now -> {});
    }
  }

  /** The same for everybody who waits after something has happened. */
  private void tellTurns(LongConsumer event) {
    List<Runnable> turns = new ArrayList<>();
    List<Gatekeeper.Found> found;
    lock.lock();
    try {
      long now = time.nanoTime();
      event.accept(now);
      for (Runnable turn = keeper.endAWait(now); turn != null; turn = keeper.endAWait(now)) {
        turns.add(turn);
      }
      someoneWaits = keeper.someoneWaits();
      news.dayMayBeUsed(now);
      wakeWhenNeeded(now);
      found = keeper.takeFound();
    } finally {
      lock.unlock();
    }
    try {
      teller.tell(found);
    } finally {
      // Whatever becomes of the news: who is not told of his turn would wait for ever.
      turns.forEach(Runnable::run);
      speak();
    }
  }

  /** Tells the cluster what it should know now, and asks it for those who wait. */
  private void speak() {
    if (audience != null) {
      audience.seek();
    }
  }

  /** For this gate with its cluster. */
  private final class Speaker implements Audience.Petitioner {

    @Override
    public @Nullable Petition petition() {
      lock.lock();
      try {
        long now = time.nanoTime();
        Petition petition = keeper.petition(now);
        wakeWhenNeeded(now);
        return petition;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public boolean leaves() {
      lock.lock();
      try {
        return keeper.leavesCluster(time.nanoTime());
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void heard(Petition petition, @Nullable Reply reply) {
      tellTurns(
          now -> {
            keeper.heard(petition, reply, now);
            if (reply != null && !reply.lessons().limits().isEmpty()) {
              news.lookSoon(now);
            }
          });
    }
  }

  private void wakeWhenNeeded(long now) {
    long next = keeper.changesAt(now);
    if (next < wakeAt) {
      wakeAt = next;
      timer.schedule(next, () -> wake(next));
    }
  }

  private void wake(long scheduled) {
    lock.lock();
    try {
      if (wakeAt == scheduled) {
        wakeAt = Gatekeeper.NEVER;
      }
    } finally {
      lock.unlock();
    }
    tellTurns();
    speak();
  }
}
