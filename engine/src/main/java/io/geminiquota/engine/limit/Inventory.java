package io.geminiquota.engine.limit;

import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.classify.Window;
import io.geminiquota.engine.observe.QuotaUse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells what is used of a gate's quotas, and what is left. Not thread-safe: the gate's lock guards
 * it.
 */
final class Inventory {

  private static final Dimension[] DIMENSIONS = Dimension.values();

  private final TimeSource time;
  private final LimitBook book;
  private final RollingWindow minute;
  private final RejectedUse rejectedUse;
  private final DayLedger day;

  Inventory(
      LimitBook book,
      RollingWindow minute,
      RejectedUse rejectedUse,
      DayLedger day,
      TimeSource time) {
    this.time = time;
    this.book = book;
    this.minute = minute;
    this.rejectedUse = rejectedUse;
    this.day = day;
  }

  /** The limit that is in force now, null if none is known. */
  @Nullable Quota inForce(Window window, Dimension dimension) {
    Quota quota = book.of(window, dimension);
    if (quota == null || window != Window.DAY || quota.limit() == day.limit(dimension)) {
      return quota;
    }
    // More was let through than it says: what holds is the user's own limit, if there is one.
    long limit = day.limit(dimension);
    return limit == Tally.UNLIMITED
        ? null
        : Quota.untold(dimension, Window.DAY, limit, Quota.Origin.CONFIGURED);
  }

  /**
   * All that is known or used.
   *
   * @param share how much of a minute's limit is asked for
   * @param usedUp what the server says is used up of the day, null if it says nothing
   * @param exhausted how long until nothing is left of the day's quota, as far as can be told
   */
  List<QuotaUse> uses(
      long now,
      Function<Dimension, @Nullable Share> share,
      @Nullable Dimension usedUp,
      Function<Dimension, @Nullable Duration> exhausted) {
    List<QuotaUse> uses = new ArrayList<>();
    for (Dimension dimension : DIMENSIONS) {
      add(uses, ofMinute(dimension, share.apply(dimension), now));
    }
    for (Dimension dimension : DIMENSIONS) {
      add(uses, ofDay(dimension, dimension == usedUp, exhausted.apply(dimension), now));
    }
    return uses;
  }

  private static void add(List<QuotaUse> uses, QuotaUse use) {
    if (use.quota() != null || use.used() > 0 || use.remaining() != null) {
      uses.add(use);
    }
  }

  private QuotaUse ofMinute(Dimension dimension, @Nullable Share share, long now) {
    Quota quota = inForce(Window.MINUTE, dimension);
    long used = minute.used(dimension, now);
    Long ours = null;
    Long remaining = null;
    if (quota != null) {
      long allowed = share == null ? quota.limit() : share.ours();
      ours = allowed == quota.limit() ? null : allowed;
      remaining = Math.max(0, rejectedUse.left(allowed, dimension, now) - used);
    }
    return new QuotaUse(dimension, Window.MINUTE, quota, used, ours, remaining, null, null);
  }

  /** One quota of the day. */
  QuotaUse ofDay(Dimension dimension, boolean usedUp, @Nullable Duration exhausted, long now) {
    Quota quota = inForce(Window.DAY, dimension);
    long used = Math.max(0, day.used(dimension, now));
    Long remaining = quota == null ? null : Long.valueOf(Math.max(0, quota.limit() - used));
    return new QuotaUse(
        dimension,
        Window.DAY,
        quota,
        used,
        null,
        usedUp ? Long.valueOf(0) : remaining,
        day.ends(now),
        exhausted == null ? null : time.now().plus(exhausted));
  }
}
