package io.geminiquota.engine.limit;

import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.classify.Kind;
import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.classify.Violation;
import io.geminiquota.engine.classify.Window;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How much a gate may still let through: the limits that are known, what was used of them, and how
 * to behave while none is known. Not thread-safe: the gate's lock guards it.
 */
final class Allowance {

  private static final Dimension[] DIMENSIONS = Dimension.values();

  private final LimitBook book;
  private final Guard guard;
  private final long window;
  private final RollingWindow minute;
  private final RejectedUse rejectedUse;
  private final DayLedger day;
  private final GentleStart gentleStart = new GentleStart();
  private final RandomGenerator random;
  private final long concurrency;
  private final Inventory inventory;

  /** When the server was full last; before the first call, if it never was. */
  private long fullAt;

  /** The others of the cluster, null if there are none. */
  private @Nullable Company company;

  private final Shares shares = new Shares();

  /** Until when the window's limits are what our shares allow, unless something happens before. */
  private long followedUntil = Long.MIN_VALUE;

  /** Attempts without an answer. */
  private int underWay;

  /** Attempts whose answer has not been read to its end. */
  private int open;

  /**
   * @param book the limits that are known at the start
   * @param concurrency how many attempts may be open at once, null for any number
   * @param guard how long a use counts
   * @param day what was used of the day
   * @param random when a larger share is tried
   */
  Allowance(
      LimitBook book,
      @Nullable Long concurrency,
      Guard guard,
      DayLedger day,
      TimeSource time,
      RandomGenerator random) {
    this.book = book;
    this.guard = guard;
    this.window = guard.window();
    this.minute = new RollingWindow(window);
    this.rejectedUse = new RejectedUse(window);
    this.day = day;
    this.random = random;
    this.fullAt = time.nanoTime() - 1;
    this.concurrency = concurrency == null ? Long.MAX_VALUE : concurrency;
    this.inventory = new Inventory(book, minute, rejectedUse, day, time);
    for (Dimension dimension : DIMENSIONS) {
      keep(book.of(Window.MINUTE, dimension), time.nanoTime());
      keep(book.of(Window.DAY, dimension), time.nanoTime());
    }
  }

  /** Whether an attempt has room now. */
  boolean hasRoom(long now, Cost cost) {
    if (open >= concurrency) {
      return false;
    }
    if (!isLimited()) {
      return underWay < gentleStart.width() && day.hasRoom(now, cost);
    }
    follow(now);
    return (minute.hasRoom(now, cost) || allowsTest(now, cost)) && day.hasRoom(now, cost);
  }

  /** When an attempt has room that has others before it, as far as can be told. */
  long roomAt(long now, Cost cost, Cost ahead) {
    follow(now);
    return Math.max(minute.roomAt(now, cost, ahead), day.roomAt(now, cost, ahead));
  }

  /**
   * When something changes by itself for those who wait: room, or a try; always in the future.
   * {@link Long#MAX_VALUE} if only an answer can change something.
   */
  long changesAt(long now, Cost cost) {
    long midnight = later(now, day.roomAt(now, cost, Cost.NOTHING));
    long at = Math.min(midnight, later(now, day.nextTry(now, cost)));
    if (!isLimited()) {
      return at;
    }
    at = Math.min(at, later(now, roomAt(now, cost, Cost.NOTHING)));
    at = Math.min(at, later(now, rejectedUse.nextExpiry(now)));
    if (rejectedUse.mayBeTested()) {
      at = Math.min(at, later(now, minute.quietAt(now, guard.margin())));
    }
    return Math.min(at, nextTry(now));
  }

  private long nextTry(long now) {
    long at = Long.MAX_VALUE;
    for (Share share : shares.all()) {
      at = Math.min(at, later(now, share.nextTry()));
    }
    return at;
  }

  private static long later(long now, long time) {
    return time > now ? time : Long.MAX_VALUE;
  }

  /**
   * The quota that holds an attempt back, or that binds where nothing is held; null if none is
   * known.
   */
  @Nullable Quota binding(long now, Cost cost) {
    Quota longest = null;
    long latest = Long.MIN_VALUE;
    for (Dimension dimension : DIMENSIONS) {
      Quota perMinute = book.of(Window.MINUTE, dimension);
      if (perMinute != null) {
        long at = minute.roomAt(now, dimension, cost);
        if (at > latest) {
          latest = at;
          longest = perMinute;
        }
      }
    }
    for (Dimension dimension : DIMENSIONS) {
      Quota perDay = book.of(Window.DAY, dimension);
      if (perDay != null && !day.hasRoom(now, cost)) {
        longest = perDay;
      }
    }
    return longest;
  }

  /** Tells what is used and left. */
  Inventory inventory() {
    return inventory;
  }

  /** How many attempts may be open at once, null for any number. */
  @Nullable Long concurrency() {
    return concurrency == Long.MAX_VALUE ? null : Long.valueOf(concurrency);
  }

  /** Attempts without an answer. */
  int underWay() {
    return underWay;
  }

  /** Attempts whose answer has not been read to its end. */
  int open() {
    return open;
  }

  private boolean isLimited() {
    return shares.all().length > 0;
  }

  /** How much of a minute's limit is ours, null if there is none. */
  @Nullable Share share(Dimension dimension) {
    return shares.of(dimension);
  }

  /** A test is to be too many only if rejections count, never by what was let through. */
  private boolean allowsTest(long now, Cost cost) {
    // What others of a cluster are refused meanwhile would make nothing of a test.
    if (company != null || !rejectedUse.mayBeTested()) {
      return false;
    }
    for (Share share : shares.all()) {
      Dimension dimension = share.dimension();
      if (minute.used(dimension, now) + cost.of(dimension) > share.ours()) {
        return false;
      }
    }
    boolean quiet = isQuiet(now);
    for (Share share : shares.all()) {
      Dimension dimension = share.dimension();
      long used = minute.used(dimension, now);
      if (rejectedUse.allowsTest(dimension, cost.of(dimension), used, share.ours(), quiet, now)) {
        return true;
      }
    }
    return false;
  }

  private boolean isQuiet(long now) {
    return minute.isQuiet(now, guard.margin()) && rejectedUse.isQuiet(now, guard.margin());
  }

  /** Lets the window follow what our shares allow just now. */
  private void follow(long now) {
    if (now < followedUntil) {
      return;
    }
    guard.narrow(now);
    minute.window(guard.window());
    for (Share share : shares.all()) {
      Dimension dimension = share.dimension();
      minute.limit(dimension, Math.max(1, rejectedUse.left(share.allowed(now), dimension, now)));
    }
    followedUntil = Math.min(now + window, Math.min(nextTry(now), rejectedUse.nextExpiry(now)));
  }

  /** Something happened that our shares depend on. */
  private void followAnew() {
    followedUntil = Long.MIN_VALUE;
  }

  /** How long a use counts now, in nanoseconds. */
  long window() {
    return guard.window();
  }

  /** What was used of the window here. */
  RollingWindow minute() {
    return minute;
  }

  /** What counts of all that went here, and what may count although it was rejected. */
  Cost counted(long now) {
    return Cost.each(
        dimension -> minute.used(dimension, now) + rejectedUse.counted(dimension, now));
  }

  /** Whether nothing that counts was used, and nothing is under way. */
  boolean isIdle(long now) {
    minute.nextExpiry(now);
    return minute.isEmpty() && open == 0 && underWay == 0;
  }

  /** How many attempts may begin at once, whatever the limits. */
  long mayBegin() {
    long free = concurrency - open;
    return isLimited() ? free : Math.min(free, gentleStart.width() - underWay);
  }

  /** The limits that the server told. */
  List<Quota> learned() {
    return book.learned();
  }

  /** The server has told so, here or to another JVM. */
  void learn(List<Quota> quotas, long now) {
    for (Quota quota : quotas) {
      if (book.learn(quota)) {
        keep(book.of(quota.window(), quota.dimension()), now);
      }
    }
  }

  /** How much of the window is ours, with all of a cluster, as far as is known. */
  Bounds shares() {
    return shares.ours();
  }

  /** How much of the window is everybody's, as far as is known. */
  Bounds limits() {
    return shares.limits();
  }

  /** How much of the window may be used now, with what is tried. */
  Bounds bounds(long now) {
    return shares.allowed(now);
  }

  /** Another JVM of the cluster has found out how much is ours. */
  void adopt(Bounds found, long now) {
    shares.adopt(found, now);
    followAnew();
  }

  /** How the cluster stands to this gate now: what its others have used, and who tries for more. */
  void besides(Company others) {
    company = others;
    shares.leaveTriesToOthers(!others.leads());
    followAnew();
  }

  /** How much of the window was used, by the others of the cluster, too. */
  private long used(Dimension dimension, long now) {
    long here = minute.used(dimension, now);
    return company == null ? here : here + company.used(dimension);
  }

  void enter(Place place, long now) {
    if (rejectedUse.mayBeTested() && isLimited() && !minute.hasRoom(now, place.cost)) {
      rejectedUse.testedBy(place);
    }
    place.ticket = minute.take(now, place.cost);
    for (Share share : shares.all()) {
      if (used(share.dimension(), now) > share.ours()) {
        place.tries = true;
      }
    }
    day.count(place, now);
    underWay++;
    open++;
    place.open = true;
  }

  /** An attempt departs for the server; returns when its use begins to age for others. */
  long left(Place place, long now) {
    long departing = now - place.passedAt;
    minute.left(place.ticket, now + guard.lateness(departing));
    return now + guard.latenessForOthers(departing, now);
  }

  /** An attempt has been with the server. */
  void arrived(Place place, long now) {
    guard.answered(now);
    minute.left(place.ticket, now);
  }

  /** The answer of an attempt was read to its end, or there was none to read. */
  void closed(Place place) {
    if (place.open) {
      place.open = false;
      open--;
    }
  }

  /** An attempt has its answer, whichever. */
  void answered() {
    underWay--;
  }

  /** It was let through. */
  void accepted(Place place, long now) {
    gentleStart.succeeded();
    if (rejectedUse.accepted(place)) {
      followAnew();
    }
    day.accepted(place);
    // What went before the server was full says nothing of what it has room for since.
    if (place.tries && place.passedAt - fullAt > 0) {
      for (Share share : shares.all()) {
        if (used(share.dimension(), now) > share.ours()) {
          share.granted(place.cost.of(share.dimension()), now);
        }
      }
      followAnew();
    }
  }

  /** The answer told how many tokens the prompt really had. */
  void correct(Place place, long tokens, long now) {
    if (place.cost.tokens() == tokens) {
      return;
    }
    minute.correct(place.ticket, Dimension.TOKENS, tokens);
    Cost actual = place.cost.withTokens(tokens);
    day.correct(place.page, place.cost, actual, now);
    place.cost = actual;
  }

  /**
   * An attempt ended without an answer: what never left does not count.
   *
   * @return whether it never left
   */
  boolean abandoned(Place place, long now) {
    rejectedUse.abandoned(place);
    boolean neverLeft = minute.giveBackUnlessLeft(place.ticket);
    if (neverLeft) {
      day.correct(place.page, place.cost, Cost.NOTHING, now);
    }
    return neverLeft;
  }

  /**
   * The server turned an attempt away.
   *
   * @param opensAt when anybody may be sent again
   */
  void rejected(Place place, Verdict verdict, long now, long opensAt) {
    day.correct(place.page, place.cost, Cost.NOTHING, now);
    Dimension full = dimension(verdict.kind());
    for (Violation violation : verdict.violations()) {
      Quota quota = Learnable.quota(violation);
      if (quota != null && book.learn(quota)) {
        keep(book.of(quota.window(), quota.dimension()), now);
      }
    }
    minute.giveBack(place.ticket);
    rejectedUse.rejected(place, now);
    Share share = full == null ? null : shares.of(full);
    if (full != null && share != null) {
      fullAt = now;
      long used = used(full, now);
      long rejected = rejectedUse.counted(full, now);
      boolean growing = share.allowed(now) > share.ours();
      if (!growing && isJitter(place, full, used, rejected, verdict.limit())) {
        guard.widen(place.passedAt, now);
      } else {
        // Since it was sent, much of what was let through before may have ceased to count.
        share.full(used + minute.expiredSince(full, place.passedAt), rejected, now, opensAt);
      }
    }
    followAnew();
  }

  /** See {@link QuotaGate#requestsCounted}. */
  WindowUse requestsCounted(long sent, long answered) {
    UseRange granted = requests(minute, sent, answered, sent - guard.longestJourney());
    // Of rejections the time of the answer is known, which is later than that of arrival.
    UseRange rejected = requests(rejectedUse.rejections(), sent, answered, sent);
    return new WindowUse(granted, rejected);
  }

  private UseRange requests(RollingWindow uses, long sent, long answered, long arrived) {
    long journey = guard.longestJourney();
    long ages = guard.serversWindow();
    Dimension requests = Dimension.REQUESTS;
    long least = uses.leftBetween(requests, answered - ages + journey, arrived);
    long most = uses.leftBetween(requests, sent - ages - journey, answered);
    return new UseRange(least, most);
  }

  /** What another gate is to know of this one. */
  Legacy legacy(long now, long opensAt) {
    return new Legacy(minute.copy(), day.handOver(now), book.learned(), opensAt);
  }

  /** Counts what another gate has used, and keeps the limits that it has learned. */
  void inherit(Legacy legacy, long now) {
    minute.add(legacy.minute(), now);
    day.takeOver(legacy.day(), now);
    learn(legacy.quotas(), now);
  }

  /**
   * Whether it was only too early, so that our share is as large as before.
   *
   * @param used of the limit, without the rejected attempt
   * @param rejected what may have been counted although it was rejected
   */
  private boolean isJitter(
      Place place, Dimension full, long used, long rejected, @Nullable Long limit) {
    long cost = place.cost.of(full);
    if (limit == null || used >= limit || used + rejected > limit || place.tries) {
      return false;
    }
    long missing = Math.max(1, limit - used - rejected - cost + 1);
    return guard.explains(full, missing, place.passedAt, minute);
  }

  private static @Nullable Dimension dimension(Kind kind) {
    return switch (kind) {
      case RATE_REQUESTS_PER_MINUTE, RATE_IMAGES_PER_MINUTE -> Dimension.REQUESTS;
      case RATE_TOKENS_PER_MINUTE -> Dimension.TOKENS;
      default -> null;
    };
  }

  private void keep(@Nullable Quota quota, long now) {
    if (quota == null) {
      return;
    }
    if (quota.window() == Window.DAY) {
      day.limit(quota);
    } else {
      long most = book.ceiling(quota.window(), quota.dimension());
      shares.keep(new Share(quota.dimension(), quota.limit(), most, window, random, now));
      followAnew();
      minute.limit(quota.dimension(), quota.limit());
    }
  }
}
