package io.geminiquota.engine.limit;

import io.geminiquota.annotations.Priority;
import io.geminiquota.engine.retry.Ladder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Speaks for a gate with the cluster: asks leave for those who are first in the line, tells what
 * was used, hears what the others use and have learned. While nobody replies it lets go what is
 * within our share. Not thread-safe: the gate's lock guards it; it sends nothing itself.
 */
final class Envoy {

  static final long NEVER = Long.MAX_VALUE;

  /** So often in a window the store is told that we are there, at least. */
  private static final int BEATS_IN_A_WINDOW = 16;

  /**
   * And so often while others use the quota: should the store go, all know what they had used. Or
   * while there is something to be given back.
   */
  private static final int BUSY_BEATS_IN_A_WINDOW = 64;

  /** More petitions are not under way at once: what comes meanwhile goes with the next. */
  private static final int MOST_UNDER_WAY = 8;

  private static final int MOST_WANTS = 64;

  /** After silence: a server that is only restarting is back within a second. */
  private static final Ladder PAUSES = new Ladder(Duration.ofMillis(100), Duration.ofSeconds(2));

  /** So often in a row no reply may come before we part: a busy machine is not a lost store. */
  private static final int SILENCES = 3;

  private enum State {
    /** Nothing is known of the cluster, or not any more. */
    AWAY,
    JOINED,
    ALONE
  }

  /** A petition without a reply. */
  private record UnderWay(Petition petition, long sentAt) {}

  private final WaitingLine line;
  private final Allowance allowance;
  private final DayLedger day;
  private final Barrier barrier;
  private final Cluster cluster;
  private final Credit credit = new Credit();
  private final Reserve reserve;
  private final Solitude solitude;
  private final Report report;
  private final Company company;
  private final List<UnderWay> underWay = new ArrayList<>();

  /** How much was the cluster's in a window when we parted: what we learn alone is only ours. */
  private Bounds sharesOfAll = Bounds.NONE;

  private State state = State.AWAY;
  private long number;
  private long heard;
  private long sentAt;

  /** Until then nobody need ask again who is no more urgent than who was told so. */
  private long comeAgainAt;

  private Priority toldTo = Priority.values()[0];
  private int failures;
  private long failedUpTo;
  private long retryAt;

  Envoy(
      Cluster cluster,
      WaitingLine line,
      Allowance allowance,
      DayLedger day,
      Barrier barrier,
      RandomGenerator random,
      long now) {
    this.cluster = cluster;
    this.line = line;
    this.allowance = allowance;
    this.day = day;
    this.barrier = barrier;
    this.solitude = new Solitude(allowance.window(), random, now);
    this.company = new Company();
    this.reserve = new Reserve(now);
    allowance.besides(company);
    this.report = new Report(allowance, barrier);
    this.sentAt = now;
    this.comeAgainAt = now;
    this.retryAt = now;
  }

  /** Whether an attempt for which there is room may go. */
  boolean hasLeave(Cost cost, long now) {
    return credit.covers(cost) || (isAlone() && hasRoomAlone(cost, now));
  }

  private boolean hasRoomAlone(Cost cost, long now) {
    return solitude.hasRoom(cost, allowance.minute(), ofAll(), now)
        && day.hasRoomBeside(solitude.ofOthers(cost), cost, now);
  }

  /** When an attempt may have leave at the earliest; now if only a reply is waited for. */
  long leaveAt(Cost cost, long now) {
    return switch (state) {
      case AWAY -> now;
      case JOINED -> Math.max(now, comeAgainAt);
      case ALONE ->
          hasLeave(cost, now)
              ? now
              : Math.max(now, solitude.changesAt(cost, allowance.minute(), ofAll(), now));
    };
  }

  /** An attempt goes. */
  void goes(Place place, long now) {
    reserve.went(place.cost, allowance.window(), now);
    Credit.Permit permit = credit.take(place.cost);
    place.permit = permit;
    if (permit != null) {
      report.amend(permit.amended(permit.cost(), place.cost), now);
      return;
    }
    report.wentWithoutLeave(place.cost, now);
    if (isAlone()) {
      solitude.took(place.cost, ofAll(), now);
      day.othersMayUse(solitude.ofOthers(place.cost));
    }
  }

  /** A use begins to age at that time. */
  void left(Place place, long time) {
    Credit.Permit permit = place.permit;
    if (permit != null) {
      report.amend(permit.leftAt(time), time);
    }
  }

  /** A use is another than was granted. */
  void corrected(Place place, Cost was, Cost is, long now) {
    Credit.Permit permit = place.permit;
    if (permit != null) {
      report.amend(permit.amended(was, is), now);
    }
  }

  /** What is to be sent now, null if nothing is. To be asked again until it is null. */
  @Nullable Petition petition(long now) {
    List<Cost> wants = List.of();
    if (state == State.JOINED) {
      int reserved = reserved(now);
      // What could not be used when it came, and is not held ready, is of use to others.
      for (Credit.Permit permit : credit.takeAllBut(reserved)) {
        report.amend(permit.amended(permit.cost(), Cost.NOTHING), now);
      }
      wants = wants(reserved, now);
    }
    return !wants.isEmpty() || isDue(now) ? petition(wants, now) : null;
  }

  /** Whether something is to be told though nobody wants to go. */
  private boolean isDue(long now) {
    return underWay.isEmpty() && tellsAt(now) <= now && !isIdle(now);
  }

  private Petition petition(List<Cost> wants, long now) {
    number++;
    sentAt = now;
    Place first = line.first(now);
    Priority urgent = line.mostUrgentPriority(now);
    Priority priority = urgent == null ? Priority.NORMAL : urgent;
    Petition petition =
        new Petition(
            number,
            heard,
            Duration.ofNanos(allowance.window()),
            bounds(now),
            day.bounds(),
            day.ends(now),
            wants,
            priority,
            line.length(priority),
            Duration.ofNanos(first == null ? 0 : Math.max(0, now - first.waitsSince)),
            report.takeMade(now),
            report.takeAmendments(now),
            day.page(credit.sum()),
            report.lessons(now));
    underWay.add(new UnderWay(petition, now));
    return petition;
  }

  private List<Cost> wants(int reserved, long now) {
    if (underWay.size() >= MOST_UNDER_WAY || !barrier.isOpen(now)) {
      return List.of();
    }
    List<Cost> wants = new ArrayList<>(ofThoseWhoWait(now));
    if (underWay.isEmpty() && now >= comeAgainAt) {
      wants.addAll(reserve.missing(reserved, credit.size()));
    }
    return wants;
  }

  private List<Cost> ofThoseWhoWait(long now) {
    Place first = line.first(now);
    Priority urgent = line.mostUrgentPriority(now);
    if (first == null
        || urgent == null
        || (now < comeAgainAt && urgent.compareTo(toldTo) >= 0)
        || !allowance.hasRoom(now, first.cost)) {
      return List.of();
    }
    int asked = 0;
    for (UnderWay petition : underWay) {
      asked += petition.petition.wants().size();
    }
    int most = (int) Math.min(asked + MOST_WANTS, allowance.mayBegin());
    List<Cost> costs = line.costsOfFirst(most, now);
    return costs.size() <= asked ? List.of() : costs.subList(asked, costs.size());
  }

  /** How many attempts that have not come yet are to have leave. */
  private int reserved(long now) {
    long window = allowance.window();
    Cost used = allowance.counted(now).plus(credit.sum()).plus(Cost.each(company::used));
    // Others may come, or be there and not known yet.
    int members = Math.max(company.members(cluster), cluster.expectedMembers());
    return reserve.size(allowance.bounds(now), used, members, window, now);
  }

  /** When the next petition is to be sent, if nobody comes before; {@link #NEVER} for none. */
  long nextAt(long now) {
    if (!underWay.isEmpty()) {
      return NEVER;
    }
    long at = tellsAt(now);
    boolean waits = state == State.JOINED && line.first(now) != null && barrier.isOpen(now);
    return waits && comeAgainAt > now ? Math.min(at, comeAgainAt) : at;
  }

  private long tellsAt(long now) {
    return switch (state) {
      case AWAY -> line.length() > 0 ? now : NEVER;
      case ALONE -> retryAt;
      case JOINED -> report.isUrgent(now) ? now : sentAt + allowance.window() / beats();
    };
  }

  private int beats() {
    boolean isBusy = company.isBusy() || credit.size() > 0 || report.hasChanges();
    return isBusy ? BUSY_BEATS_IN_A_WINDOW : BEATS_IN_A_WINDOW;
  }

  /** Whether the gate is not used any more: then the cluster need not count with us. */
  boolean leaves(long now) {
    boolean leaves = state != State.AWAY && isIdle(now);
    if (leaves) {
      state = State.AWAY;
      report.forgetUses();
    }
    return leaves;
  }

  private boolean isIdle(long now) {
    return underWay.isEmpty()
        && line.length() == 0
        && (isAlone() || !report.hasNews(now))
        && allowance.isIdle(now);
  }

  /** The reply to a petition has come, null if none will. */
  void heard(Petition petition, @Nullable Reply reply, long now) {
    UnderWay sent = take(petition);
    if (sent == null) {
      return;
    }
    heard = Math.max(heard, petition.number());
    if (reply == null) {
      isNotHeard(petition, now);
    } else {
      isHeard(sent, reply, now);
    }
  }

  private void isNotHeard(Petition petition, long now) {
    report.isUnheard(petition, now);
    if (petition.number() > failedUpTo) {
      // Those that are under way now are as good as lost with it.
      failedUpTo = number;
      retryAt = now + PAUSES.pause(failures++);
    }
    if (state != State.ALONE && failures >= SILENCES) {
      state = State.ALONE;
      credit.forget();
      sharesOfAll = allowance.shares();
      solitude.window(allowance.window());
      solitude.remember(company.lastSeen(allowance.window(), now), now);
      solitude.begin(company.members(cluster));
    }
  }

  private void isHeard(UnderWay sent, Reply reply, long now) {
    failures = 0;
    Petition petition = sent.petition;
    boolean rejoins = state == State.ALONE;
    if (rejoins) {
      allowance.adopt(ofAll(), now);
    }
    boolean hasForgotten = company.hasForgotten(reply, sent.sentAt, now);
    if (hasForgotten) {
      if (!rejoins) {
        solitude.window(allowance.window());
        solitude.remember(company.lastSeen(allowance.window(), now), now);
      }
      credit.forget();
      report.giveBack(petition);
      report.tellAll(allowance.minute(), now);
      comeAgainAt = now;
    } else {
      isGranted(petition, sent.sentAt, reply, now);
    }
    state = State.JOINED;
    company.heard(reply, allowance.counted(now).plus(credit.sum()), now);
    report.heard(petition, reply.lessons(), now);
    if (petition.dayEnds().equals(day.ends(now))) {
      day.heard(petition.day(), reply.day());
      UsedUp usedUp = reply.day().usedUp();
      if (usedUp != null) {
        barrier.dayTold(usedUp);
      }
    }
    allowance.besides(company);
  }

  private void isGranted(Petition petition, long askedAt, Reply reply, long now) {
    Credit.Grant grant = new Credit.Grant(petition.number(), askedAt);
    for (Cost cost : petition.wants().subList(0, reply.granted())) {
      credit.add(new Credit.Permit(grant, cost));
    }
    if (reply.granted() < petition.wants().size()) {
      comeAgainAt = now + reply.comeAgain().toNanos();
      toldTo = petition.priority();
    } else if (!petition.wants().isEmpty()) {
      comeAgainAt = now;
    }
  }

  private @Nullable UnderWay take(Petition petition) {
    for (Iterator<UnderWay> each = underWay.iterator(); each.hasNext(); ) {
      UnderWay sent = each.next();
      if (sent.petition == petition) {
        each.remove();
        return sent;
      }
    }
    return null;
  }

  private boolean isAlone() {
    return state == State.ALONE;
  }

  /** What the whole cluster may use in a window, as far as is known while we are alone. */
  private Bounds ofAll() {
    Bounds limits = allowance.limits();
    return Bounds.each(dimension -> Math.min(sharesOfAll.of(dimension), limits.of(dimension)));
  }

  /** What the store is to grant of: others may have used what it does not know of. */
  private Bounds bounds(long now) {
    Bounds all = allowance.bounds(now);
    return Bounds.each(dimension -> known(all, dimension, now));
  }

  private long known(Bounds all, Dimension dimension, long now) {
    long bound = all.of(dimension);
    long untold = Math.max(0, solitude.used(dimension, now) - company.used(dimension));
    return bound == Bounds.ANY ? bound : Math.max(1, bound - untold);
  }
}
