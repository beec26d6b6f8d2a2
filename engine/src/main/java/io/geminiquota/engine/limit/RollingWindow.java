package io.geminiquota.engine.limit;

/**
 * So much use in any window of time, exactly, in every dimension at once: no window of the given
 * length ever holds more than the limits, and nobody waits while there is room.
 *
 * <p>It keeps the time and the cost of every use that still counts, in the order of admission. A
 * bucket of tokens would let twice the limit into one window after a pause; a fixed cycle does so
 * at its seams. While no limit is set every use is admitted and recorded, so that the limit is
 * exact from the moment it becomes known.
 *
 * <p>A use is <em>pending</em> from its admission until it is known to have left: it counts, and
 * does not begin to age before then, because the server's window starts when the request arrives.
 *
 * <p>Times are nanoseconds of one monotonic clock. Not thread-safe: the gate's lock guards it.
 */
final class RollingWindow {

  private static final long PENDING = Long.MAX_VALUE;
  private static final long GIVEN_BACK = Long.MIN_VALUE;
  private static final Dimension[] DIMENSIONS = Dimension.values();
  private static final int INITIAL_CAPACITY = 16;

  /** What there is no time of. */
  static final long NONE = Long.MIN_VALUE;

  /** So many of the uses that have ceased to count are remembered. */
  private static final int EXPIRED_KEPT = 64;

  private final Tally tally = new Tally();
  private final long[] expired = new long[EXPIRED_KEPT];
  private long window;
  private long expiries;

  /** The time of each use, by its ticket modulo the capacity, which is a power of two. */
  private long[] times = new long[INITIAL_CAPACITY];

  /** What each use uses, {@link Dimension#COUNT} numbers for each. */
  private long[] costs = new long[INITIAL_CAPACITY * Dimension.COUNT];

  /** The ticket of the oldest use that may still count. */
  private long oldest;

  /** The ticket that the next use will get. */
  private long next;

  /**
   * @param window how long a use counts after it left, in nanoseconds; more than 0
   */
  RollingWindow(long window) {
    this.window = window;
  }

  /**
   * Sets how much any window may hold, or {@link Tally#UNLIMITED}. Uses already recorded count.
   *
   * @param limit at least 1
   */
  void limit(Dimension dimension, long limit) {
    tally.limit(dimension, limit);
  }

  /** Uses that still count do so for this long from when they left, in nanoseconds. */
  void window(long newWindow) {
    window = newWindow;
  }

  /**
   * When the use left that ceased to count so many expiries ago, {@link #NONE} if that was too long
   * ago to be known.
   *
   * @param back 1 for the latest
   */
  long leftBeforeExpiry(long back) {
    return back > Math.min(expiries, EXPIRED_KEPT)
        ? NONE
        : expired[(int) ((expiries - back) & (EXPIRED_KEPT - 1))];
  }

  /** How much any window may hold, or {@link Tally#UNLIMITED}. */
  long limit(Dimension dimension) {
    return tally.limit(dimension);
  }

  /** How much counts now. */
  long used(Dimension dimension, long now) {
    forgetExpired(now);
    return tally.used(dimension);
  }

  /** Whether one more use would be within the limits now; see {@link Tally#fits}. */
  boolean hasRoom(long now, Cost cost) {
    forgetExpired(now);
    return tally.fits(cost);
  }

  /**
   * The earliest time at which there can be room for somebody who has others before him, as far as
   * can be told: a pending use is taken to leave now.
   *
   * @param ahead what those will use who are to be admitted before
   * @return now, if there is room already
   */
  long roomAt(long now, Cost cost, Cost ahead) {
    forgetExpired(now);
    long at = now;
    for (Dimension dimension : DIMENSIONS) {
      if (tally.isLimited(dimension)) {
        at = Math.max(at, roomAt(now, dimension, alone(dimension, cost) + ahead.of(dimension)));
      }
    }
    return at;
  }

  /** As {@link #roomAt(long, Cost, Cost)}, for one dimension and nobody ahead. */
  long roomAt(long now, Dimension dimension, Cost cost) {
    forgetExpired(now);
    return tally.isLimited(dimension) ? roomAt(now, dimension, alone(dimension, cost)) : now;
  }

  /** What alone is more than the limit needs the whole of it. */
  private long alone(Dimension dimension, Cost cost) {
    return Math.min(cost.of(dimension), tally.limit(dimension));
  }

  private long roomAt(long now, Dimension dimension, long wanted) {
    long limit = tally.limit(dimension);
    long all = tally.used(dimension);
    long toBeFreed = all + wanted - limit;
    if (toBeFreed <= 0 || wanted == 0) {
      return now;
    }
    // What is used now is freed use by use; what the people ahead use, one window later again.
    long rounds = toBeFreed <= all ? 0 : (toBeFreed - all - 1) / limit + 1;
    long ofNow = toBeFreed - rounds * limit;
    return ofNow <= 0 ? now + rounds * window : freedAt(now, dimension, ofNow) + rounds * window;
  }

  /**
   * When so much of what counts now has ceased to count. Uses are forgotten from the front only, so
   * all up to the last one needed have to go; they may have left in another order.
   */
  private long freedAt(long now, Dimension dimension, long amount) {
    long latest = Long.MIN_VALUE;
    long freed = 0;
    for (long ticket = oldest; freed < amount; ticket++) {
      long time = times[index(ticket)];
      // GIVEN_BACK is earlier than any time.
      latest = Math.max(latest, time == PENDING ? now : time);
      freed += costs[slot(ticket, dimension.index)];
    }
    return latest + window;
  }

  /** When the oldest use ceases to count, if it has left; {@link Long#MAX_VALUE} if none does. */
  long nextExpiry(long now) {
    forgetExpired(now);
    boolean leaves = oldest < next && times[index(oldest)] != PENDING;
    return leaves ? times[index(oldest)] + window : Long.MAX_VALUE;
  }

  /**
   * Records a use that is admitted now and has not left yet.
   *
   * @return the ticket to settle it with
   */
  long take(long now, Cost cost) {
    forgetExpired(now);
    if (next - oldest == times.length) {
      grow();
    }
    times[index(next)] = PENDING;
    for (Dimension dimension : DIMENSIONS) {
      count(next, dimension, cost.of(dimension));
    }
    return next++;
  }

  /** The use has left: it begins to age. Ignored unless it is pending. */
  void left(long ticket, long now) {
    if (counts(ticket) && times[index(ticket)] == PENDING) {
      times[index(ticket)] = now;
    }
  }

  /** The answer told what the use really was. Ignored when it does not count any more. */
  void correct(long ticket, Dimension dimension, long actual) {
    if (counts(ticket)) {
      tally.add(dimension, -costs[slot(ticket, dimension.index)]);
      count(ticket, dimension, actual);
    }
  }

  /**
   * The use does not count after all, if it has not left.
   *
   * @return whether it was given back
   */
  boolean giveBackUnlessLeft(long ticket) {
    boolean pending = counts(ticket) && times[index(ticket)] == PENDING;
    if (pending) {
      giveBack(ticket);
    }
    return pending;
  }

  /** The use does not count after all, although it left: the server did not count it. */
  void giveBack(long ticket) {
    if (counts(ticket)) {
      uncount(ticket);
      times[index(ticket)] = GIVEN_BACK;
    }
  }

  /** A window of its own that holds the same uses. */
  RollingWindow copy() {
    RollingWindow copy = new RollingWindow(window);
    copy.times = times.clone();
    copy.costs = costs.clone();
    copy.oldest = oldest;
    copy.next = next;
    return copy;
  }

  /** Counts the uses of another window, too; what is pending there is taken to leave now. */
  void add(RollingWindow other, long now) {
    for (long ticket = other.oldest; ticket < other.next; ticket++) {
      long left = other.times[other.index(ticket)];
      if (left != GIVEN_BACK) {
        int slot = other.slot(ticket, 0);
        long mine =
            take(now, new Cost(other.costs[slot], other.costs[slot + 1], other.costs[slot + 2]));
        left(mine, left == PENDING ? now : left);
      }
    }
  }

  private boolean counts(long ticket) {
    return ticket >= oldest && ticket < next && times[index(ticket)] != GIVEN_BACK;
  }

  /**
   * Drops from the front only: a use behind a younger one stays a little longer than it must, which
   * can only err towards less use.
   */
  private void forgetExpired(long now) {
    while (oldest < next) {
      long time = times[index(oldest)];
      if (time != GIVEN_BACK) {
        if (time == PENDING || now - time < window) {
          return;
        }
        uncount(oldest);
        expired[(int) (expiries++ & (EXPIRED_KEPT - 1))] = time;
      }
      oldest++;
    }
  }

  private void uncount(long ticket) {
    for (Dimension dimension : DIMENSIONS) {
      int slot = slot(ticket, dimension.index);
      tally.add(dimension, -costs[slot]);
      costs[slot] = 0;
    }
  }

  private void count(long ticket, Dimension dimension, long amount) {
    costs[slot(ticket, dimension.index)] = amount;
    tally.add(dimension, amount);
  }

  private void grow() {
    long[] moreTimes = new long[times.length * 2];
    long[] moreCosts = new long[costs.length * 2];
    for (long ticket = oldest; ticket < next; ticket++) {
      int place = (int) (ticket & (moreTimes.length - 1));
      moreTimes[place] = times[index(ticket)];
      System.arraycopy(costs, slot(ticket, 0), moreCosts, place * Dimension.COUNT, Dimension.COUNT);
    }
    times = moreTimes;
    costs = moreCosts;
  }

  private int index(long ticket) {
    return (int) (ticket & (times.length - 1));
  }

  private int slot(long ticket, int dimension) {
    return index(ticket) * Dimension.COUNT + dimension;
  }
}
