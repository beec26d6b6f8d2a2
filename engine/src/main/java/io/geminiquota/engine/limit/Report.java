package io.geminiquota.engine.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the cluster is to be told of a gate and does not know yet. Not thread-safe: the gate's lock
 * guards it.
 */
final class Report {

  private record Use(Cost cost, long at) {}

  /** What becomes true at a time. */
  private record Change(Amendment amendment, long from) {}

  private final Allowance allowance;
  private final Barrier barrier;
  private final List<Use> made = new ArrayList<>();
  private final List<Change> changes = new ArrayList<>();

  /** What may have been granted and is not used; told until there is a reply. */
  private final List<Amendment> givenBack = new ArrayList<>();

  /** What the cluster knows of what we know. */
  private List<Quota> limitsKnown = List.of();

  private Bounds sharesKnown = Bounds.NONE;
  private long closedKnown;

  Report(Allowance allowance, Barrier barrier) {
    this.allowance = allowance;
    this.barrier = barrier;
    this.closedKnown = barrier.closedUntil();
  }

  /**
   * A use is another than was granted.
   *
   * @param amendment null if it is not
   * @param from not told before: the store takes no use to age from a time to come
   */
  void amend(@Nullable Amendment amendment, long from) {
    if (amendment != null) {
      changes.add(new Change(amendment, from));
    }
  }

  /** Somebody went without leave. */
  void wentWithoutLeave(Cost cost, long now) {
    made.add(new Use(cost, now));
  }

  /** Nothing that we have used is known any more. */
  void tellAll(RollingWindow minute, long now) {
    made.clear();
    minute.forEach(now, (cost, left) -> made.add(new Use(cost, left)));
  }

  /** All that was used has ceased to count. */
  void forgetUses() {
    made.clear();
    changes.clear();
    givenBack.clear();
  }

  /** There was no reply to a petition; whether it has arrived is not known. */
  void isUnheard(Petition petition, long now) {
    for (PastUse use : petition.made()) {
      made.add(new Use(use.cost(), now - use.age().toNanos()));
    }
    giveBack(petition);
  }

  /** Nothing that a petition was granted is used. */
  void giveBack(Petition petition) {
    Amendment all = Credit.givenBack(petition);
    if (all != null) {
      givenBack.add(all);
    }
  }

  /** Whether there is anything to be told. */
  boolean hasNews(long now) {
    return hasChanges() || isUrgent(now);
  }

  /** Whether uses are to be told. */
  boolean hasChanges() {
    return !made.isEmpty() || !changes.isEmpty() || !givenBack.isEmpty();
  }

  /** Whether others should know at once. */
  boolean isUrgent(long now) {
    return !Lessons.NONE.equals(lessons(now));
  }

  /** Takes what went without leave. */
  List<PastUse> takeMade(long now) {
    List<PastUse> taken = new ArrayList<>(made.size());
    for (Use use : made) {
      taken.add(new PastUse(use.cost, Duration.ofNanos(Math.max(0, now - use.at))));
    }
    made.clear();
    return taken;
  }

  /** Takes what was used otherwise than granted. */
  List<Amendment> takeAmendments(long now) {
    Map<Long, Amendment> ofGrants = new LinkedHashMap<>();
    for (Iterator<Change> each = changes.iterator(); each.hasNext(); ) {
      Change change = each.next();
      if (change.from - now <= 0) {
        ofGrants.merge(change.amendment.grant(), change.amendment, Amendment::and);
        each.remove();
      }
    }
    List<Amendment> taken = new ArrayList<>(givenBack);
    taken.addAll(ofGrants.values());
    return taken;
  }

  /** What was found out here. */
  Lessons lessons(long now) {
    List<Quota> limits = allowance.learned();
    Bounds shares = allowance.shares();
    long closed = barrier.closedUntil();
    boolean isClosed = closed - closedKnown > 0 && closed > now;
    return new Lessons(
        limits.equals(limitsKnown) ? List.of() : limits,
        shares.equals(sharesKnown) ? Bounds.NONE : shares,
        isClosed ? Duration.ofNanos(closed - now) : Duration.ZERO);
  }

  /**
   * The cluster has been told, and has told what all know. What we have found out since then is not
   * overruled by it.
   */
  void heard(Petition petition, Lessons known, long now) {
    givenBack.removeAll(petition.amendments());
    Lessons told = petition.lessons();
    if (!told.limits().isEmpty()) {
      limitsKnown = told.limits();
    }
    if (!told.shares().equals(Bounds.NONE)) {
      sharesKnown = told.shares();
    }
    if (!known.limits().isEmpty() && allowance.learned().equals(limitsKnown)) {
      allowance.learn(known.limits(), now);
      limitsKnown = allowance.learned();
    }
    if (!known.shares().equals(Bounds.NONE) && allowance.shares().equals(sharesKnown)) {
      allowance.adopt(known.shares(), now);
      sharesKnown = allowance.shares();
    }
    if (told.closedFor().compareTo(known.closedFor()) <= 0 && !known.closedFor().isZero()) {
      barrier.closeUntil(now + known.closedFor().toNanos());
    }
    closedKnown = barrier.closedUntil();
  }
}
