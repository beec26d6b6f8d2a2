package io.geminiquota.engine.limit;

import io.geminiquota.engine.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was used since the quota day began, and how much of it is allowed. With a {@link DayKeeper}
 * that is the sum of what all JVMs used that keep their ledgers in one place, as it stood at the
 * last exchange, and what this one used since. Not thread-safe: the gate's lock guards it.
 */
final class DayLedger {

  private static final Dimension[] DIMENSIONS = Dimension.values();
  private static final long DAY = Duration.ofHours(24).toNanos();

  private final DayClock clock;
  private final DayKeeper keeper;
  private final Tally tally = new Tally();
  private final DayNews news = new DayNews();
  private final DayTries tries = new DayTries();

  /** The limits that the user set: nothing is tried beyond them. */
  private final long[] ceilings = new long[Dimension.COUNT];

  /** What others have counted on this page. What this JVM has is the rest of what was used. */
  private final long[] others = new long[Dimension.COUNT];

  private final List<Quota> toldBefore;
  private boolean limited;
  private @Nullable UsedUp usedUp;
  private int page;

  /**
   * @param zone where the clock stands that ends the day
   * @param keeper where the ledger is kept
   */
  DayLedger(TimeSource time, ZoneId zone, DayKeeper keeper) {
    this.clock = new DayClock(time, zone);
    this.keeper = keeper;
    Arrays.fill(ceilings, Tally.UNLIMITED);
    DayPage page = open(keeper.page(clock.ends()));
    this.usedUp = page.usedUp();
    this.toldBefore = page.credibleLimits();
    if (page.isFull()) {
      tries.beginAt(time.nanoTime());
    }
  }

  /** When the day ends that is counted now. */
  Instant ends(long now) {
    turnPage(now);
    return clock.ends();
  }

  /** The limits of this day that the server told before this JVM started. */
  List<Quota> toldBefore() {
    return toldBefore;
  }

  /** That the day is used up, as it was known when the ledger was opened; null if it was not. */
  @Nullable UsedUp usedUp() {
    return usedUp;
  }

  /** Sets how much a day may hold; what was used already counts. */
  void limit(Quota quota) {
    Dimension dimension = quota.dimension();
    if (!quota.origin().mayRise()) {
      ceilings[dimension.index] = quota.limit();
    }
    tally.limit(dimension, quota.limit());
    news.limit(dimension, quota.origin() == Quota.Origin.LEARNED ? quota : null);
    limited = true;
  }

  /** How much the day may hold, {@link Tally#UNLIMITED} if that is not known. */
  long limit(Dimension dimension) {
    return tally.limit(dimension);
  }

  /** Whether it may hold less than anything. */
  boolean isLimited() {
    return limited;
  }

  /** What this JVM has counted of the day. */
  long own(Dimension dimension) {
    return tally.used(dimension) - others[dimension.index];
  }

  /** How long the day will last, in nanoseconds. */
  long left() {
    return clock.left();
  }

  long used(Dimension dimension, long now) {
    turnPage(now);
    return tally.used(dimension);
  }

  /** An attempt goes; its place remembers on which page it stands. */
  void count(Place place, long now) {
    turnPage(now);
    place.page = page;
    if (limited && !tally.fits(place.cost)) {
      tries.went(place, now);
    }
    add(place.cost, Cost.NOTHING);
  }

  /**
   * Gives away what this JVM has counted here, because it belongs to another ledger. What others
   * have added is theirs to move.
   */
  Cost handOver(long now) {
    turnPage(now);
    Cost ours = Cost.each(this::own);
    add(Cost.NOTHING, ours);
    page++;
    return ours;
  }

  /** Counts what belonged to another ledger. */
  void takeOver(Cost ours, long now) {
    turnPage(now);
    add(ours, Cost.NOTHING);
  }

  /** A use is another than was counted; ignored when its page has been turned. */
  void correct(int itsPage, Cost was, Cost is, long now) {
    turnPage(now);
    if (itsPage == page) {
      add(is, was);
    }
  }

  /** An attempt was let through. If it was a try, there is more room than the server once told. */
  void accepted(Place place) {
    if (tries.was(place)) {
      tries.reset();
      for (Dimension dimension : DIMENSIONS) {
        if (tally.used(dimension) > tally.limit(dimension)) {
          tally.limit(dimension, ceilings[dimension.index]);
          news.limit(dimension, null);
        }
      }
    }
  }

  /** Whether one more use would be within the limits of the day, or is due as a try. */
  boolean hasRoom(long now, Cost cost) {
    if (!limited) {
      return true;
    }
    turnPage(now);
    return tally.fits(cost) || nextTry(now, cost) <= now;
  }

  /** When an attempt may go as a try that has no room; {@link Long#MAX_VALUE} if never. */
  long nextTry(long now, Cost cost) {
    boolean mayBeTried = limited && !tally.fits(cost) && fitsCeilings(cost);
    return mayBeTried ? tries.dueAt(now) : Long.MAX_VALUE;
  }

  /** When there is room for somebody who has others before him: now, or when a day has ended. */
  long roomAt(long now, Cost cost, Cost ahead) {
    if (!limited) {
      return now;
    }
    turnPage(now);
    long days = 0;
    for (Dimension dimension : DIMENSIONS) {
      long limit = tally.limit(dimension);
      long wanted = ahead.of(dimension) + Math.min(cost.of(dimension), limit);
      // Midnight forgives what was too much.
      long all = Math.min(tally.used(dimension), limit) + wanted;
      if (tally.isLimited(dimension) && wanted > 0 && all > limit) {
        days = Math.max(days, (all - 1) / limit);
      }
    }
    if (days == 0) {
      return now;
    }
    // Others may have given back what they did not use.
    keeper.soon();
    return now + clock.left() + (days - 1) * DAY;
  }

  /** The day was found to be used up. */
  void usedUp(UsedUp found) {
    usedUp = found;
    news.usedUp(found);
    keeper.atOnce();
  }

  /** Others have found it, or that it is over; they are not to be told. */
  void knows(UsedUp found) {
    usedUp = found;
  }

  /** It was found to be so still. */
  void stillUsedUp(Instant now) {
    if (usedUp != null) {
      usedUp(usedUp.saidAgain(now));
    }
  }

  /** It was found not to be so any more. */
  void noMoreUsedUp(Instant now) {
    if (usedUp != null) {
      usedUp(usedUp.over(now));
    }
  }

  /** What is to be kept, null if there is nothing new. */
  @Nullable DayEntry news() {
    return news.entry(clock.ends(), this::own);
  }

  /**
   * An exchange with what is kept has taken place.
   *
   * @param added what of this ledger was added; null for nothing
   * @param pages what stands there now, by the end of the day
   * @return whether less is used than was believed
   */
  boolean exchanged(@Nullable DayEntry added, Function<Instant, @Nullable DayPage> pages) {
    if (added != null && added.ends().equals(clock.ends())) {
      news.kept(added.page());
    }
    DayPage page = pages.apply(clock.ends());
    boolean less = false;
    if (page != null) {
      for (Dimension dimension : DIMENSIONS) {
        long used = tally.used(dimension);
        long sum = Math.max(0, page.of(dimension) + news.counted(dimension, own(dimension)));
        less |= sum < used;
        othersUsed(dimension, sum - used);
      }
    }
    return less;
  }

  /** How much may be used of the day in all. */
  Bounds bounds() {
    return Bounds.each(tally::limit);
  }

  /**
   * What this JVM has used of the day, for the others of its cluster.
   *
   * @param more what will be used at once
   */
  DayPage page(Cost more) {
    return new DayPage(
        own(Dimension.REQUESTS) + more.requests(),
        own(Dimension.TOKENS) + more.tokens(),
        own(Dimension.IMAGES) + more.images(),
        List.of(),
        news.usedUp());
  }

  /**
   * The cluster has told what its others have used.
   *
   * @param told what it was told before
   */
  void heard(DayPage told, DayPage page) {
    news.told(told.usedUp());
    for (Dimension dimension : DIMENSIONS) {
      othersUsed(dimension, page.of(dimension) - others[dimension.index]);
    }
  }

  /** The others of the cluster are taken to use so much, too, until they are heard. */
  void othersMayUse(Cost cost) {
    for (Dimension dimension : DIMENSIONS) {
      othersUsed(dimension, cost.of(dimension));
    }
  }

  /** Others have used so much more than was counted; less if negative. */
  private void othersUsed(Dimension dimension, long more) {
    others[dimension.index] += more;
    tally.add(dimension, more);
  }

  /** Whether one more use would be within the limits of the day, if others used so much, too. */
  boolean hasRoomBeside(Cost ofOthers, Cost cost, long now) {
    turnPage(now);
    return !limited || tally.fits(cost.plus(ofOthers)) || nextTry(now, cost) <= now;
  }

  private void turnPage(long now) {
    if (clock.turns(now)) {
      for (Dimension dimension : DIMENSIONS) {
        tally.add(dimension, -tally.used(dimension));
      }
      page++;
      news.turn();
      tries.reset();
      usedUp = null;
      open(keeper.page(clock.ends()));
    }
  }

  /** Begins with what others have used of the day, or we ourselves before the clock was set. */
  private DayPage open(@Nullable DayPage page) {
    DayPage known = page == null ? DayPage.BLANK : page;
    for (Dimension dimension : DIMENSIONS) {
      others[dimension.index] = known.of(dimension);
      tally.add(dimension, known.of(dimension));
    }
    return known;
  }

  private boolean fitsCeilings(Cost cost) {
    for (Dimension dimension : DIMENSIONS) {
      if (!tally.fits(dimension, cost.of(dimension), ceilings[dimension.index])) {
        return false;
      }
    }
    return true;
  }

  private void add(Cost more, Cost less) {
    if (!more.equals(less)) {
      tally.add(
          more.requests() - less.requests(),
          more.tokens() - less.tokens(),
          more.images() - less.images());
      keeper.soon();
    }
  }
}
