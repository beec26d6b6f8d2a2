package io.geminiquota.engine.limit;

import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.classify.Window;
import io.geminiquota.engine.observe.Hold;
import io.geminiquota.engine.retry.Treatment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decides who passes a gate, who waits at it and who is refused: {@link Allowance} says what there
 * is room for, {@link Barrier} whether anybody may go at all, {@link WaitingLine} whose turn it is.
 * Tells nobody and takes no lock: the gate's lock guards it.
 */
final class Gatekeeper {

  static final long NEVER = Long.MAX_VALUE;

  private final WaitingLine line = new WaitingLine();
  private final DayLedger day;
  private final Allowance allowance;
  private final Barrier barrier;
  private final Discoveries discoveries;
  private final int longestQueue;

  /** Speaks with the cluster, null if there is none. */
  private final @Nullable Envoy envoy;

  /** What was found on the way of somebody, and is not told yet. */
  private final List<Found> found = new ArrayList<>(0);

  /** News, and the place of the attempt that caused them. */
  record Found(Place cause, List<Discovery> news) {}

  /**
   * @param cluster with which the quota is shared, null for none
   */
  Gatekeeper(
      GateTerms terms,
      TimeSource time,
      RandomGenerator random,
      DayKeeper dayKeeper,
      @Nullable Cluster cluster) {
    this.longestQueue = terms.queue();
    Guard guard = new Guard(terms.minute(), time.nanoTime());
    this.day = new DayLedger(time, terms.zone(), dayKeeper);
    LimitBook book = new LimitBook(terms);
    day.toldBefore().forEach(book::learn);
    this.allowance = new Allowance(book, terms.concurrency(), guard, day, time, random);
    this.barrier = new Barrier(time, guard.width(), terms.stallLadder(), day);
    this.discoveries =
        new Discoveries(allowance.inventory(), day, barrier.usedUpIn(), time.nanoTime());
    this.envoy =
        cluster == null
            ? null
            : new Envoy(cluster, line, allowance, day, barrier, random, time.nanoTime());
  }

  /** Asks leave to send an attempt. */
  Admission ask(Place place, long now) {
    if (place.state == Place.State.GONE) {
      return Admission.HELD;
    }
    if (place.pass.isShut()) {
      return refuse(place);
    }
    if (place.notBefore <= now && line.wouldBeFirst(place, now) && hasRoom(place, now)) {
      return enter(place, now);
    }
    place.roomAt = Math.max(place.notBefore, roomAt(place, now, line.ahead(place)));
    place.waitsSince = now;
    boolean ownTime = place.notBefore > barrier.opensAt(now);
    place.reason = ownTime ? Hold.Reason.BACKOFF : Hold.Reason.QUOTA;
    place.quota = allowance.binding(now, place.cost);
    if (place.roomAt > place.deadline || line.length() >= longestQueue) {
      return refuse(place);
    }
    place.state = Place.State.WAITING;
    line.add(place, now);
    return Admission.HELD;
  }

  /** What an attempt would meet that asked now; its place says more. */
  Foresight foresee(Place place, long now) {
    place.usedUp = barrier.usedUp();
    if (place.pass.isShut()) {
      return new Foresight(NEVER, Foresight.Obstacle.CIRCUIT);
    }
    boolean waitsForNobody = place.notBefore <= now && line.wouldBeFirst(place, now);
    if (waitsForNobody && hasRoomHere(place, now) && roomAt(place, now, Cost.NOTHING) <= now) {
      return new Foresight(now, null);
    }
    place.roomAt = Math.max(place.notBefore, roomAt(place, now, line.ahead(place)));
    place.quota = allowance.binding(now, place.cost);
    boolean full = line.length() >= longestQueue;
    return new Foresight(full ? NEVER : place.roomAt, obstacle(place.quota, now));
  }

  private Foresight.@Nullable Obstacle obstacle(@Nullable Quota binding, long now) {
    boolean ofTheDay = binding != null && binding.window() == Window.DAY;
    return ofTheDay ? Foresight.Obstacle.DAY : barrier.obstacle(now);
  }

  /** Lets an attempt go whatever there is room for. It counts as any other. */
  Admission letGo(Place place, long now) {
    if (place.state == Place.State.GONE) {
      return Admission.HELD;
    }
    // A circuit's probe is one; what a shut circuit would refuse goes all the same.
    place.pass.enter();
    return admit(place, now);
  }

  /** Lets all go who wait, and returns them. */
  List<Place> letAllGo(long now) {
    List<Place> waiting = line.takeAll(place -> true);
    waiting.forEach(place -> letGo(place, now));
    return waiting;
  }

  /** An admitted attempt leaves for the server. */
  void left(Place place, long now) {
    long ages = allowance.left(place, now);
    if (envoy != null) {
      envoy.left(place, ages);
    }
  }

  /** An admitted attempt has its answer. */
  void succeeded(Place place, long now) {
    end(place);
    allowance.arrived(place, now);
    allowance.accepted(place, now);
    barrier.accepted(place, now);
  }

  /** An admitted attempt was turned away, and is not judged yet. */
  void turnedAway(Place place, long now) {
    if (place.state == Place.State.ADMITTED) {
      barrier.turnedAway(place, now);
    }
  }

  /** An admitted attempt has failed. */
  void failed(Place place, Verdict verdict, long now) {
    end(place);
    allowance.arrived(place, now);
    allowance.closed(place);
    barrier.failed(place, verdict, now);
    if (!verdict.violations().isEmpty() || Treatment.of(verdict.kind()) == Treatment.PACE) {
      allowance.rejected(place, verdict, now, barrier.opensAt(now));
      look(place, now);
    }
  }

  /** A place is given up, in whatever state it is. */
  void leave(Place place, long now) {
    if (place.state == Place.State.ADMITTED) {
      end(place);
      barrier.left(place, now);
      if (allowance.abandoned(place, now) && envoy != null) {
        envoy.corrected(place, place.cost, Cost.NOTHING, now);
      }
    } else if (place.state == Place.State.WAITING) {
      place.state = Place.State.GONE;
      line.remove(place);
    } else if (place.state == Place.State.NEW) {
      place.state = Place.State.GONE;
    }
    allowance.closed(place);
  }

  /** The answer of an attempt was read to its end, or given up. */
  void closed(Place place) {
    allowance.closed(place);
  }

  /** The answer told how many tokens the prompt really had. */
  void correct(Place place, long tokens, long now) {
    Cost was = place.cost;
    allowance.correct(place, tokens, now);
    if (envoy != null) {
      envoy.corrected(place, was, place.cost, now);
    }
    lookIfCrossed(place, now);
  }

  /** Takes all out who wait: they are to ask elsewhere. */
  List<Place> sendAway() {
    List<Place> waiting = line.takeAll(place -> true);
    waiting.forEach(place -> place.state = Place.State.NEW);
    return waiting;
  }

  /** See {@link QuotaGate#requestsCounted}. */
  WindowUse requestsCounted(long sent, long answered) {
    return allowance.requestsCounted(sent, answered);
  }

  /** What another gate is to know of this one. */
  Legacy legacy(long now) {
    return allowance.legacy(now, barrier.opensAt(now));
  }

  /** Counts and knows from now on what another gate has used and learned. */
  void inherit(Legacy legacy, long now) {
    allowance.inherit(legacy, now);
    discoveries.setBack(now);
    barrier.closeUntil(legacy.opensAt());
  }

  /** Whether the day is limited, so that its use is to be watched. */
  boolean limitsTheDay() {
    return day.isLimited();
  }

  /** What is to be seen of the gate from outside. */
  Sight sight(long now) {
    Dimension usedUp = barrier.usedUpIn();
    return new Sight(
        allowance
            .inventory()
            .uses(
                now,
                allowance::share,
                usedUp,
                dimension -> discoveries.exhausted(dimension, dimension == usedUp, now)),
        line.length(),
        allowance.underWay(),
        allowance.open(),
        allowance.concurrency(),
        barrier.closing(now));
  }

  /** What is new about the quotas since this was asked last. */
  List<Discovery> discoveries(long now) {
    return discoveries.look(barrier.usedUpIn(), now);
  }

  /** What was found on the way of somebody since this was asked last. */
  List<Found> takeFound() {
    if (found.isEmpty()) {
      return List.of();
    }
    List<Found> taken = List.copyOf(found);
    found.clear();
    return taken;
  }

  /** What is to be sent to the cluster now, null if nothing is. */
  @Nullable Petition petition(long now) {
    return envoy == null ? null : envoy.petition(now);
  }

  /** A reply has come, null if none will. */
  void heard(Petition petition, @Nullable Reply reply, long now) {
    if (envoy != null) {
      envoy.heard(petition, reply, now);
    }
  }

  /** See {@link Envoy#leaves}. */
  boolean leavesCluster(long now) {
    return envoy != null && envoy.leaves(now);
  }

  private void lookIfCrossed(Place cause, long now) {
    if (discoveries.isThresholdCrossed(now)) {
      look(cause, now);
    }
  }

  private void look(Place cause, long now) {
    List<Discovery> news = discoveries(now);
    if (!news.isEmpty()) {
      found.add(new Found(cause, news));
    }
  }

  /** When anybody may pass again; now if it is open. */
  long opensAt(long now) {
    return barrier.opensAt(now);
  }

  /** Refuses those who wait without a pass that is good any more. */
  List<Place> refuseWhoIsShutOut() {
    List<Place> refused = line.takeAll(place -> place.pass.isShut());
    refused.forEach(this::refuse);
    return refused;
  }

  /** What the ledger of the day has to add to what is kept, null if there is nothing new. */
  @Nullable DayEntry dayNews() {
    return day.news();
  }

  /** See {@link QuotaGate#dayKept}; whether less is used than was believed. */
  boolean dayKept(@Nullable DayEntry added, Function<Instant, @Nullable DayPage> pages) {
    return day.exchanged(added, pages);
  }

  /** Whether anybody waits. */
  boolean someoneWaits() {
    return line.length() > 0;
  }

  /** Ends one wait that is over: returns whom to tell of it, or null if there is none. */
  @Nullable Runnable endAWait(long now) {
    Place first = line.first(now);
    if (first != null && hasRoom(first, now)) {
      line.remove(first);
      boolean admitted = enter(first, now) == Admission.ADMITTED;
      return admitted ? first.turn::admitted : first.turn::refused;
    }
    Place urgent = line.mostUrgent();
    // Whose deadline comes before the gate opens need not wait for it.
    if (urgent != null && urgent.deadline <= Math.max(now, barrier.opensAt(now) - 1)) {
      line.remove(urgent);
      refuse(urgent);
      urgent.roomAt = Math.max(urgent.notBefore, roomAt(urgent, now, Cost.NOTHING));
      return urgent.turn::refused;
    }
    return null;
  }

  /** When something changes by itself for those who wait; {@link #NEVER} if nobody waits. */
  long changesAt(long now) {
    long petition = envoy == null ? NEVER : envoy.nextAt(now);
    return Math.min(petition, changesForThoseWhoWait(now));
  }

  private long changesForThoseWhoWait(long now) {
    if (!someoneWaits()) {
      return NEVER;
    }
    long next = Math.min(line.nextOwnTime(now), line.nextDeadline());
    Place first = line.first(now);
    if (first == null) {
      return next;
    }
    if (hasRoom(first, now)) {
      // Somebody who did not wait has passed by, and now it is the turn of another priority.
      return now;
    }
    if (envoy != null && hasRoomHere(first, now)) {
      long leave = envoy.leaveAt(first.cost, now);
      return leave > now ? Math.min(next, leave) : next;
    }
    long opens = barrier.changesAt(now);
    // What is due now and yet not done waits for an answer, which will wake those who wait.
    return Math.min(next, opens > now ? opens : allowance.changesAt(now, first.cost));
  }

  private boolean hasRoom(Place place, long now) {
    return hasRoomHere(place, now) && (envoy == null || envoy.hasLeave(place.cost, now));
  }

  /** Whether there is room, as far as this JVM knows. */
  private boolean hasRoomHere(Place place, long now) {
    return barrier.isOpen(now) && allowance.hasRoom(now, place.cost);
  }

  /** When there is room for somebody who has others before him, as far as can be told. */
  private long roomAt(Place place, long now, Cost ahead) {
    long here = Math.max(barrier.opensAt(now), allowance.roomAt(now, place.cost, ahead));
    return envoy == null ? here : Math.max(here, envoy.leaveAt(place.cost, now));
  }

  private Admission enter(Place place, long now) {
    if (!place.pass.enter()) {
      return refuse(place);
    }
    return admit(place, now);
  }

  private Admission admit(Place place, long now) {
    barrier.passed(place, now);
    line.passedBy(place, now);
    place.state = Place.State.ADMITTED;
    if (envoy != null) {
      envoy.goes(place, now);
    }
    allowance.enter(place, now);
    lookIfCrossed(place, now);
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
}
