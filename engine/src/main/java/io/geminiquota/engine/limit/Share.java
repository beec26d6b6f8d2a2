package io.geminiquota.engine.limit;

/**
 * How much of a limit is ours. A server that is full although we have used less serves others too:
 * other processes of the same project. What it has granted us in the last window is then our share,
 * and asking for just as much in each window is never turned away, whatever the others do. Now and
 * then one attempt more is tried: if it is let through, the others use less than before, and our
 * share grows, ever faster; if not, the next try comes later.
 *
 * <p>A limit that was learned, and that we use up alone, may have been raised meanwhile: it is
 * tried in the same way, but rarely. Not thread-safe: the gate's lock guards it.
 */
final class Share {

  /** A fifth of a window and more between two tries that failed. */
  private static final int TRIES_IN_A_WINDOW = 5;

  private static final int LONGEST_PAUSE_WINDOWS = 2;
  private static final int WINDOWS_BEFORE_A_RISE_IS_TRIED = 5;
  private static final int LONGEST_RISE_PAUSE_WINDOWS = 600;

  private final Dimension dimension;
  private final long window;
  private final boolean mayRise;
  private long limit;
  private long ours;
  private long step = 1;
  private long pause;
  private long tryAt = Long.MAX_VALUE;

  /**
   * @param dimension what the limit counts
   * @param limit of the whole project
   * @param mayRise whether more than the limit may be tried
   * @param window in nanoseconds
   */
  Share(Dimension dimension, long limit, boolean mayRise, long window, long now) {
    this.dimension = dimension;
    this.limit = limit;
    this.ours = limit;
    this.mayRise = mayRise;
    this.window = window;
    rest(now);
  }

  /** What the limit counts. */
  Dimension dimension() {
    return dimension;
  }

  /** How much may be used in a window, as far as is known. */
  long ours() {
    return ours;
  }

  /** How much may be used in a window now, with what is tried. */
  long allowed(long now) {
    return now - tryAt >= 0 && tryAt != Long.MAX_VALUE ? ours + step : ours;
  }

  /** When more is tried next; {@link Long#MAX_VALUE} for never. */
  long nextTry() {
    return tryAt;
  }

  /** A try was let through. */
  void granted(long cost, long now) {
    ours += cost;
    if (ours >= limit && !mayRise) {
      ours = limit;
      rest(now);
    } else {
      limit = Math.max(limit, ours);
      step *= 2;
      pause = 0;
      tryAt = now;
    }
  }

  /**
   * The server was full.
   *
   * @param used what it had let through in the last window, without this one
   */
  void full(long used, long now) {
    boolean tried = tryAt != Long.MAX_VALUE && now - tryAt >= 0;
    step = 1;
    ours = Math.max(1, Math.min(used, limit));
    if (ours < limit) {
      long shortest = window / TRIES_IN_A_WINDOW;
      long longer = Math.max(pause * 2, shortest);
      pause = tried ? Math.min(longer, LONGEST_PAUSE_WINDOWS * window) : shortest;
      tryAt = now + pause;
    } else if (tried) {
      rest(now);
    }
  }

  private void rest(long now) {
    step = 1;
    if (!mayRise) {
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
