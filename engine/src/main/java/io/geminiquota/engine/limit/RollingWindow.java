package io.geminiquota.engine.limit;

/**
 * So many uses in any window of time, exactly: no window of the given length ever holds more uses
 * than the limit, and nobody waits while there is room.
 *
 * <p>It keeps the time of every use that still counts, in the order of admission. A bucket of
 * tokens would let twice the limit into one window after a pause; a fixed cycle does so at its
 * seams. While no limit is set every use is admitted and recorded, so that the limit is exact from
 * the moment it becomes known.
 *
 * <p>A use is <em>pending</em> from its admission until it is known to have left: it counts, and
 * does not begin to age before then, because the server's window starts when the request arrives.
 *
 * <p>Times are nanoseconds of one monotonic clock. Not thread-safe: the gate's lock guards it.
 */
final class RollingWindow {

  static final long UNLIMITED = Long.MAX_VALUE;

  private static final long PENDING = Long.MAX_VALUE;
  private static final long GIVEN_BACK = Long.MIN_VALUE;
  private static final int INITIAL_CAPACITY = 16;

  private long window;
  private long limit = UNLIMITED;

  /** The time of each use, by its ticket modulo the capacity, which is a power of two. */
  private long[] times = new long[INITIAL_CAPACITY];

  /** The ticket of the oldest use that may still count. */
  private long oldest;

  /** The ticket that the next use will get. */
  private long next;

  /** How many uses from the oldest to the next were given back. */
  private int givenBack;

  /**
   * @param window how long a use counts after it left, in nanoseconds; more than 0
   */
  RollingWindow(long window) {
    this.window = window;
  }

  /**
   * Sets how many uses any window may hold, or {@link #UNLIMITED}. Uses already recorded count.
   *
   * @param limit at least 1
   */
  void limit(long limit) {
    this.limit = limit;
  }

  /** How many uses any window may hold, or {@link #UNLIMITED}. */
  long limit() {
    return limit;
  }

  /** Sets how long a use counts; uses already recorded follow the new length. */
  void window(long window) {
    this.window = window;
  }

  /** How many uses count now. */
  long used(long now) {
    forgetExpired(now);
    return counted();
  }

  /** Whether one more use would be within the limit now. */
  boolean hasRoom(long now) {
    return used(now) < limit;
  }

  /**
   * The earliest time at which there can be room for somebody who has others before him, as far as
   * can be told: a pending use is taken to leave now.
   *
   * @param ahead how many are to be admitted before, 0 or more
   * @return now, if there is room already
   */
  long roomAt(long now, long ahead) {
    // Room comes when the use of this rank ceases to count. Ranks beyond the uses on record are
    // those of the people ahead, each of whom follows another use one window later.
    long used = used(now);
    long rank = used - limit + ahead;
    long rounds = rank < used ? 0 : (rank - used) / limit + 1;
    rank -= rounds * limit;
    if (rank < 0) {
      return now + rounds * window;
    }
    return latestUpToRank(now, rank) + (rounds + 1) * window;
  }

  /**
   * Records a use that is admitted now and has not left yet.
   *
   * @return the ticket to settle it with
   */
  long take(long now) {
    forgetExpired(now);
    if (next - oldest == times.length) {
      grow();
    }
    times[index(next)] = PENDING;
    return next++;
  }

  /** The use has left: it begins to age. Ignored unless it is pending. */
  void left(long ticket, long now) {
    if (ticket >= oldest && times[index(ticket)] == PENDING) {
      times[index(ticket)] = now;
    }
  }

  /** The use does not count after all, if it has not left. */
  void giveBackUnlessLeft(long ticket) {
    if (ticket >= oldest && times[index(ticket)] == PENDING) {
      giveBack(ticket);
    }
  }

  /** The use does not count after all, although it left: the server did not count it. */
  void giveBack(long ticket) {
    if (ticket >= oldest && ticket < next && times[index(ticket)] != GIVEN_BACK) {
      times[index(ticket)] = GIVEN_BACK;
      givenBack++;
    }
  }

  private long counted() {
    return next - oldest - givenBack;
  }

  /**
   * Drops from the front only: a use behind a younger one stays a little longer than it must, which
   * can only err towards fewer uses.
   */
  private void forgetExpired(long now) {
    while (oldest < next) {
      long time = times[index(oldest)];
      if (time == GIVEN_BACK) {
        givenBack--;
      } else if (time == PENDING || now - time < window) {
        return;
      }
      oldest++;
    }
  }

  /**
   * When the last of the uses up to this rank left. Uses are forgotten from the front only, so all
   * of them have to go; they may have left in another order than they were admitted in.
   */
  private long latestUpToRank(long now, long rank) {
    long latest = Long.MIN_VALUE;
    long remaining = rank;
    for (long ticket = oldest; remaining >= 0; ticket++) {
      long time = times[index(ticket)];
      if (time != GIVEN_BACK) {
        latest = Math.max(latest, time == PENDING ? now : time);
        remaining--;
      }
    }
    return latest;
  }

  private void grow() {
    long[] larger = new long[times.length * 2];
    for (long ticket = oldest; ticket < next; ticket++) {
      larger[(int) (ticket & (larger.length - 1))] = times[index(ticket)];
    }
    times = larger;
  }

  private int index(long ticket) {
    return (int) (ticket & (times.length - 1));
  }
}
