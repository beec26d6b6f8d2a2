package io.geminiquota.engine.limit;

/**
 * How many attempts may be under way at once while no limit is known, so that a burst of five
 * hundred calls does not buy five hundred rejections before the first one teaches the limit.
 *
 * <p>Grows as TCP's congestion window does: by one for every success at first, which doubles it in
 * every round trip; from {@link #BEND} on by one in every round trip. Not thread-safe: the gate's
 * lock guards it.
 */
final class GentleStart {

  private static final int FIRST = 4;

  /** Small against any paid quota, large enough that an application does not feel it. */
  private static final int BEND = 16;

  private int width = FIRST;
  private int successes;

  /** How many attempts may be under way at once. */
  int width() {
    return width;
  }

  /** An attempt succeeded. */
  void succeeded() {
    successes++;
    if (width < BEND || successes >= width) {
      width++;
      successes = 0;
    }
  }
}
