package io.geminiquota.engine.limit;

import java.util.random.RandomGenerator;

/**
 * How much of a limit is ours. A server that is full although we have used less serves others too:
 * other processes of the same project. What it has granted us in the last window is then our share,
 * and asking for just as much in each window is never turned away, whatever the others do. Now and
 * then one attempt more is tried: if it is let through, the others use less than before, and our
 * share grows, ever faster; if not, the next try comes later.
 *
 * <p>When to try is drawn at random. All who were turned away together come back together, when the
 * server's hint has passed; a try among them would be let through in the place of somebody who is
 * only a little slower, and would take it from him for good.
 *
 * <p>A limit that was learned, and that we use up alone, may have been raised meanwhile: it is
 * tried in the same way, but rarely. Not thread-safe: the gate's lock guards it.
 */
final class Share {

  /** A fifth of a window and more between two tries that failed. */
  private static final int TRIES_IN_A_WINDOW = 5;

  /** Between two tries that were let through: long enough for the others to be heard. */
  private static final int GRANTS_IN_A_WINDOW = 50;

  /** So much is tried at once at most, or a part of the share: it may all be turned away. */
  private static final int LARGEST_STEP = 4;

  private static final int STEPS_IN_A_SHARE = 32;

  private static final int WINDOWS_BEFORE_A_RISE_IS_TRIED = 5;
  private static final int LONGEST_RISE_PAUSE_WINDOWS = 600;

  private final Dimension dimension;
  private final long window;
  private final long most;
  private final RandomGenerator random;
  private long limit;
  private long ours;
  private long step = 1;
  private long pause;
  private long tryAt = Long.MAX_VALUE;
  private boolean othersTry;

  /**
   * @param dimension what the limit counts
   * @param limit of the whole project
   * @param most how far it may rise, at least the limit
   * @param window in nanoseconds
   */
  Share(Dimension dimension, long limit, long most, long window, RandomGenerator random, long now) {
    this.dimension = dimension;
    this.limit = limit;
    this.ours = limit;
    this.most = most;
    this.window = window;
    this.random = random;
    rest(now);
  }

  /** What the limit counts. */
  Dimension dimension() {
    return dimension;
  }

  /** How much everybody may use in a window, as far as is known. */
  long limit() {
    return limit;
  }

  /** How much may be used in a window, as far as is known. */
  long ours() {
    return ours;
  }

  /** How much may be used in a window now, with what is tried. */
  long allowed(long now) {
    return tries(now) ? Math.min(ours + step, most) : ours;
  }

  /** When more is tried next; {@link Long#MAX_VALUE} for never. */
  long nextTry() {
    return othersTry ? Long.MAX_VALUE : tryAt;
  }

  /** A try was let through. */
  void granted(long cost, long now) {
    ours = Math.min(ours + cost, most);
    limit = Math.max(limit, ours);
    if (ours == most) {
      rest(now);
    } else {
      step = Math.min(step * 2, Math.max(LARGEST_STEP, ours / STEPS_IN_A_SHARE));
      pause = 0;
      tryAt = now + about(window / GRANTS_IN_A_WINDOW);
    }
  }

  /**
   * The server was full.
   *
   * @param used what it had let through in the last window, without this one
   * @param rejected what it may have counted although it rejected it
   * @param opensAt when anybody may be sent again
   */
  void full(long used, long rejected, long now, long opensAt) {
    boolean tried = tries(now);
    step = 1;
    ours = used + rejected >= limit ? limit : Math.max(1, used);
    if (ours < limit) {
      long shortest = window / TRIES_IN_A_WINDOW;
      pause = tried ? Math.min(Math.max(pause * 2, shortest), window) : shortest;
      tryAt = opensAt + about(pause);
    } else if (tried) {
      rest(now);
    }
  }

  /** Another JVM of the cluster has found out how much is ours together. */
  void adopt(long theirs, long now) {
    if (theirs == ours) {
      return;
    }
    ours = Math.max(1, Math.min(theirs, most));
    limit = Math.max(limit, ours);
    step = 1;
    if (ours < limit) {
      pause = window / TRIES_IN_A_WINDOW;
      tryAt = now + about(pause);
    } else {
      rest(now);
    }
  }

  /** From now on, more is tried by another JVM of the cluster, or by this one again. */
  void leaveTriesToOthers(boolean leave) {
    othersTry = leave;
  }

  private boolean tries(long now) {
    return !othersTry && tryAt != Long.MAX_VALUE && now - tryAt >= 0;
  }

  /** From half of it to one and a half. */
  private long about(long nanos) {
    return nanos / 2 + random.nextLong(nanos + 1);
  }

  private void rest(long now) {
    step = 1;
    if (ours == most) {
      tryAt = Long.MAX_VALUE;
      return;
    }
    pause =
        pause < WINDOWS_BEFORE_A_RISE_IS_TRIED * window
            ? WINDOWS_BEFORE_A_RISE_IS_TRIED * window
            : Math.min(pause * 2, LONGEST_RISE_PAUSE_WINDOWS * window);
    tryAt = now + pause;
  }
}
