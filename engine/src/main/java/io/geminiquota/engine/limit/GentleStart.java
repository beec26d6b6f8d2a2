package io.geminiquota.engine.limit;

/**
 * How many attempts may be under way at once while no limit is known, so that a burst of five
 * hundred calls does not buy five hundred rejections before the first one teaches the limit.
 *
 * <p>Grows by one for every success at first, which doubles it in every round trip, as TCP's slow
 * start does; from {@link #BEND} on by an eighth in every round trip: slow enough that few attempts
 * are under way when a small quota is used up, and still exponential, so that an application with a
 * large one reaches hundreds within a few dozen round trips. Not thread-safe: the gate's lock
 * guards it.
 */
final class GentleStart {

  private static final int FIRST = 4;
  private static final int BEND = 8;
  private static final int SUCCESSES_PER_STEP = 8;

  private int width = FIRST;
  private int successes;

  /** How many attempts may be under way at once. */
  int width() {
    return width;
  }

  /** An attempt succeeded. */
  void succeeded() {
    successes++;
    if (width < BEND || successes >= SUCCESSES_PER_STEP) {
      width++;
      successes = 0;
    }
  }
}
