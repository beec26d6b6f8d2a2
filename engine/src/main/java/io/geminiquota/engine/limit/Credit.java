package io.geminiquota.engine.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the cluster has granted, and nobody has used yet: whoever is first in the line uses it, not
 * who was first when it was asked for. Not thread-safe: the gate's lock guards it.
 */
final class Credit {

  /** Departures that are less late than this are a matter of jitter. */
  private static final long PUNCTUAL = Duration.ofMillis(2).toNanos();

  /** What one petition was granted. */
  static final class Grant {

    private final long number;

    /** Since when the cluster takes all of it to age. */
    private long agesFrom;

    /**
     * @param number of the petition
     * @param askedAt when it was made: nothing of it was counted before
     */
    Grant(long number, long askedAt) {
      this.number = number;
      this.agesFrom = askedAt;
    }
  }

  /** Leave for one attempt. */
  record Permit(Grant grant, Cost cost) {

    /** The use is another than was counted; null if it is not. */
    @Nullable Amendment amended(Cost was, Cost is) {
      return was.equals(is)
          ? null
          : new Amendment(
              grant.number,
              is.requests() - was.requests(),
              is.tokens() - was.tokens(),
              is.images() - was.images(),
              Duration.ZERO);
    }

    /** It begins to age at that time; null if that is hardly later than the cluster knows. */
    @Nullable Amendment leftAt(long time) {
      long later = time - grant.agesFrom;
      if (later < PUNCTUAL) {
        return null;
      }
      grant.agesFrom = time;
      return new Amendment(grant.number, 0, 0, 0, Duration.ofNanos(later));
    }

    private boolean covers(Cost wanted) {
      return wanted.requests() <= cost.requests()
          && wanted.tokens() <= cost.tokens()
          && wanted.images() <= cost.images();
    }
  }

  private final List<Permit> permits = new ArrayList<>();

  /** Whatever a petition was granted is not used; null if it asked for nothing. */
  static @Nullable Amendment givenBack(Petition petition) {
    Cost all = Cost.NOTHING;
    for (Cost cost : petition.wants()) {
      all = all.plus(cost);
    }
    return new Permit(new Grant(petition.number(), 0), all).amended(all, Cost.NOTHING);
  }

  void add(Permit permit) {
    permits.add(permit);
  }

  boolean covers(Cost cost) {
    for (Permit permit : permits) {
      if (permit.covers(cost)) {
        return true;
      }
    }
    return false;
  }

  /** Takes the oldest that covers so much, null if none does. */
  @Nullable Permit take(Cost cost) {
    for (Iterator<Permit> each = permits.iterator(); each.hasNext(); ) {
      Permit permit = each.next();
      if (permit.covers(cost)) {
        each.remove();
        return permit;
      }
    }
    return null;
  }

  /** Takes the oldest, so that no more than some are left. */
  List<Permit> takeAllBut(int some) {
    List<Permit> oldest = permits.subList(0, Math.max(0, permits.size() - some));
    List<Permit> taken = List.copyOf(oldest);
    oldest.clear();
    return taken;
  }

  /** Nothing is granted any more. */
  void forget() {
    permits.clear();
  }

  /** How many attempts may go. */
  int size() {
    return permits.size();
  }

  /** What is granted and not used. */
  Cost sum() {
    Cost sum = Cost.NOTHING;
    for (Permit permit : permits) {
      sum = sum.plus(permit.cost);
    }
    return sum;
  }
}
