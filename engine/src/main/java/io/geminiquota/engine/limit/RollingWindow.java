package io.geminiquota.engine.limit;

import java.util.Arrays;
import java.util.function.ObjLongConsumer;

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

  /** Of each use its time, and what it uses in each dimension: a power of two. */
  private static final int FIELDS = 4;

  private static final int REQUESTS = 1 + Dimension.REQUESTS.index;
  private static final int TOKENS = 1 + Dimension.TOKENS.index;
  private static final int IMAGES = 1 + Dimension.IMAGES.index;

  private final Tally tally = new Tally();

  /** The fields of the uses that have ceased to count last. */
  private final long[] expired = new long[EXPIRED_KEPT * FIELDS];

  private long window;
  private long expiries;

  /** The fields of each use, by its ticket modulo the capacity, which is a power of two. */
  private long[] uses = new long[INITIAL_CAPACITY * FIELDS];

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
   * When the use left since whose expiry so much has ceased to count, its own included; {@link
   * #NONE} if that was too long ago to be known.
   *
   * @param amount 1 for the latest that used anything
   */
  long leftBeforeExpiry(Dimension dimension, long amount) {
    long sum = 0;
    for (long back = 1; back <= Math.min(expiries, EXPIRED_KEPT); back++) {
      int slot = expiredSlot(expiries - back);
      sum += expired[slot + 1 + dimension.index];
      if (sum >= amount) {
        return expired[slot];
      }
    }
    return NONE;
  }

  /** How much has ceased to count since some time, as far as that is remembered. */
  long expiredSince(Dimension dimension, long time) {
    long sum = 0;
    for (long back = 1; back <= Math.min(expiries, EXPIRED_KEPT); back++) {
      int slot = expiredSlot(expiries - back);
      if (expired[slot] + window > time) {
        sum += expired[slot + 1 + dimension.index];
      }
    }
    return sum;
  }

  /** How much left between two times, both excluded, as far as that is remembered. */
  long leftBetween(Dimension dimension, long after, long before) {
    long sum = 0;
    for (long ticket = oldest; ticket < next; ticket++) {
      // What is given back uses nothing, and what is pending leaves later than any time.
      long left = uses[slot(ticket)];
      sum += left > after && left < before ? uses[slot(ticket, dimension)] : 0;
    }
    for (long back = 1; back <= Math.min(expiries, EXPIRED_KEPT); back++) {
      int slot = expiredSlot(expiries - back);
      long left = expired[slot];
      sum += left > after && left < before ? expired[slot + 1 + dimension.index] : 0;
    }
    return sum;
  }

  /** Whether no use ceases to count within some time, before or after. */
  boolean isQuiet(long now, long margin) {
    return quietAt(now, margin) <= now && nextExpiry(now) - margin >= now;
  }

  /** When the last use that has ceased to count did so some time ago. */
  long quietAt(long now, long margin) {
    forgetExpired(now);
    return expiries == 0 ? now : expired[expiredSlot(expiries - 1)] + window + margin;
  }

  /** Whether no use counts, however long it has not been asked. */
  boolean isEmpty() {
    return oldest == next;
  }

  /** How much counts now. */
  long used(Dimension dimension, long now) {
    forgetExpired(now);
    return tally.used(dimension);
  }

  /** How much counted when it was last asked whether there is room. */
  long used(Dimension dimension) {
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
      long time = uses[slot(ticket)];
      // GIVEN_BACK is earlier than any time.
      latest = Math.max(latest, time == PENDING ? now : time);
      freed += uses[slot(ticket, dimension)];
    }
    return latest + window;
  }

  /** When the oldest use ceases to count, if it has left; {@link Long#MAX_VALUE} if none does. */
  long nextExpiry(long now) {
    forgetExpired(now);
    boolean leaves = oldest < next && uses[slot(oldest)] != PENDING;
    return leaves ? uses[slot(oldest)] + window : Long.MAX_VALUE;
  }

  /**
   * Records a use that is admitted now and has not left yet.
   *
   * @return the ticket to settle it with
   */
  long take(long now, Cost cost) {
    if (isFull()) {
      forgetExpired(now);
      if (isFull()) {
        grow();
      }
    }
    int slot = slot(next);
    uses[slot] = PENDING;
    uses[slot + REQUESTS] = cost.requests();
    uses[slot + TOKENS] = cost.tokens();
    uses[slot + IMAGES] = cost.images();
    tally.add(cost.requests(), cost.tokens(), cost.images());
    return next++;
  }

  /**
   * The use has left, or is sure to have left by then: it begins to age at that time. Ignored if it
   * is known to have left before.
   */
  void left(long ticket, long time) {
    // PENDING is later than any time.
    if (counts(ticket) && uses[slot(ticket)] > time) {
      uses[slot(ticket)] = time;
    }
  }

  /** The answer told what the use really was. Ignored when it does not count any more. */
  void correct(long ticket, Dimension dimension, long actual) {
    if (counts(ticket)) {
      tally.add(dimension, actual - uses[slot(ticket, dimension)]);
      uses[slot(ticket, dimension)] = actual;
    }
  }

  /**
   * The use does not count after all, if it has not left.
   *
   * @return whether it was given back
   */
  boolean giveBackUnlessLeft(long ticket) {
    boolean pending = isPending(ticket);
    if (pending) {
      giveBack(ticket);
    }
    return pending;
  }

  /** The use does not count after all, although it left: the server did not count it. */
  void giveBack(long ticket) {
    if (counts(ticket)) {
      uncount(ticket);
      int slot = slot(ticket);
      Arrays.fill(uses, slot, slot + FIELDS, 0);
      uses[slot] = GIVEN_BACK;
    }
  }

  /** A window of its own that holds the same uses. */
  RollingWindow copy() {
    RollingWindow copy = new RollingWindow(window);
    copy.uses = uses.clone();
    copy.oldest = oldest;
    copy.next = next;
    return copy;
  }

  /** Counts the uses of another window, too; what is pending there is taken to leave now. */
  void add(RollingWindow other, long now) {
    other.forEach(now, (cost, left) -> left(take(now, cost), left));
  }

  /**
   * Tells of each use that counts: what it is, and when it began to age, or now if it has not left.
   */
  void forEach(long now, ObjLongConsumer<Cost> each) {
    forgetExpired(now);
    for (long ticket = oldest; ticket < next; ticket++) {
      int slot = slot(ticket);
      long left = uses[slot];
      if (left != GIVEN_BACK) {
        Cost cost = new Cost(uses[slot + REQUESTS], uses[slot + TOKENS], uses[slot + IMAGES]);
        each.accept(cost, left == PENDING ? now : left);
      }
    }
  }

  private boolean counts(long ticket) {
    return ticket >= oldest && ticket < next && uses[slot(ticket)] != GIVEN_BACK;
  }

  private boolean isPending(long ticket) {
    return counts(ticket) && uses[slot(ticket)] == PENDING;
  }

  /**
   * Drops from the front only: a use behind a younger one stays a little longer than it must, which
   * can only err towards less use.
   */
  private void forgetExpired(long now) {
    while (oldest < next) {
      long time = uses[slot(oldest)];
      if (time != GIVEN_BACK) {
        if (time == PENDING || now - time < window) {
          return;
        }
        uncount(oldest);
        System.arraycopy(uses, slot(oldest), expired, expiredSlot(expiries++), FIELDS);
      }
      oldest++;
    }
  }

  private void uncount(long ticket) {
    int slot = slot(ticket);
    tally.add(-uses[slot + REQUESTS], -uses[slot + TOKENS], -uses[slot + IMAGES]);
  }

  private static int expiredSlot(long expiry) {
    return slot(expiry, EXPIRED_KEPT * FIELDS);
  }

  private boolean isFull() {
    return (next - oldest) * FIELDS == uses.length;
  }

  private void grow() {
    long[] old = uses;
    uses = new long[old.length * 2];
    for (long ticket = oldest; ticket < next; ticket++) {
      System.arraycopy(old, slot(ticket, old.length), uses, slot(ticket), FIELDS);
    }
  }

  /** Where the time of a use is. */
  private int slot(long ticket) {
    return slot(ticket, uses.length);
  }

  /** Where it is kept what a use uses. */
  private int slot(long ticket, Dimension dimension) {
    return slot(ticket) + 1 + dimension.index;
  }

  private static int slot(long ticket, int length) {
    return (int) (ticket * FIELDS & (length - 1));
  }
}
