package io.geminiquota.engine.limit;

import java.util.Collections;
import java.util.List;

/**
 * Leave that is held ready for those who have not come yet, so that they need not wait for the
 * cluster: as much as was used in the last moment, while the quota is far from used up. What is
 * held is counted as used, so it is little, and given back when nobody comes for it. Not
 * thread-safe: the gate's lock guards it.
 */
final class Reserve {

  private static final Dimension[] DIMENSIONS = Dimension.values();
  private static final int MOMENTS_IN_A_WINDOW = 64;
  private static final int MOST = 32;

  /** All members together hold so little of a limit. */
  private static final int SHARE = 16;

  private Cost last = Cost.NOTHING;
  private long began;
  private int inThisMoment;
  private int inTheLast;

  Reserve(long now) {
    this.began = now;
  }

  /** An attempt goes. */
  void went(Cost cost, long window, long now) {
    turn(window, now);
    last = cost;
    inThisMoment++;
  }

  /**
   * How many to hold ready.
   *
   * @param bounds how much may be used in a window
   * @param used how much of that is, what is held included
   * @param members who may hold as much
   */
  int size(Bounds bounds, Cost used, int members, long window, long now) {
    turn(window, now);
    long size = Math.min(MOST, Math.max(inThisMoment, inTheLast));
    boolean limited = false;
    for (Dimension dimension : DIMENSIONS) {
      long bound = bounds.of(dimension);
      long each = last.of(dimension);
      if (bound != Bounds.ANY && each > 0) {
        limited = true;
        boolean plenty = used.of(dimension) < bound / 2;
        size = plenty ? Math.min(size, bound / SHARE / members / each) : 0;
      }
    }
    // Where no limit is known, what is learned next may be that there is none left.
    return limited ? (int) size : 0;
  }

  /** What to ask for beside what is held; nothing before half of it has gone. */
  List<Cost> missing(int size, int held) {
    int missing = size - held;
    return missing * 2 > size ? Collections.nCopies(missing, last) : List.of();
  }

  private void turn(long window, long now) {
    long moment = window / MOMENTS_IN_A_WINDOW;
    if (now - began >= moment) {
      inTheLast = now - began < 2 * moment ? inThisMoment : 0;
      inThisMoment = 0;
      began = now;
    }
  }
}
