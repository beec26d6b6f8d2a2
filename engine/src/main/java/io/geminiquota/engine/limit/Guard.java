package io.geminiquota.engine.limit;

import java.time.Duration;

/**
 * How much longer than the server's window a use is kept, because requests do not take equally long
 * to arrive: one that was slow followed by one that was fast are closer together for the server
 * than for us. Starts at what a connection that stands needs, is widened when the server disagrees
 * with our count for no other reason, and narrowed slowly while it agrees. A single use that was
 * slow to depart is given more. Not thread-safe: the gate's lock guards it.
 */
final class Guard {

  /** A thousandth of a minute is 60 ms, far above the jitter of a connection that stands. */
  private static final int LEAST_SHARE = 1000;

  /** The hiccups of a busy JVM do not shrink with the window. */
  private static final long LEAST_NANOS = Duration.ofMillis(25).toNanos();

  /** More would cost more than the few rejections that it spares. */
  private static final int MOST_SHARE = 100;

  /** What a machine takes that is busy with starting does not shrink with the window, either. */
  private static final long START_NANOS = Duration.ofMillis(150).toNanos();

  private static final int MOST_START_SHARE = 20;

  /** In each window without a rejection; half an hour takes it from the widest to half of that. */
  private static final double NARROWING = 0.97;

  private final long minute;
  private final long least;
  private final long most;
  private final long start;
  private long width;
  private long steadySince;
  private long widenedAt;

  private boolean hasAnswered;

  /** When nothing on the way can be cold any more, once it has answered. */
  private long warmAt;

  /**
   * @param window the server's
   */
  Guard(Duration window, long now) {
    this.minute = window.toNanos();
    this.least = Math.max(minute / LEAST_SHARE, LEAST_NANOS);
    this.most = Math.max(minute / MOST_SHARE, least);
    this.start = Math.min(START_NANOS, minute / MOST_START_SHARE);
    this.width = least;
    this.steadySince = now;
    this.widenedAt = now;
  }

  /** The guard, in nanoseconds. */
  long width() {
    return width;
  }

  /**
   * How much later than at its departure a use begins to age, in nanoseconds. What was slow to
   * depart, because it had to connect or because the machine is busy, may be half as slow to
   * arrive; and before the first answer everything on the way may be cold.
   *
   * @param departing how long it took from when it was let through until it departed
   */
  long lateness(long departing) {
    long journey = hasAnswered ? Math.min(departing / 2, most) : most;
    return Math.max(0, journey - width);
  }

  /**
   * The same for other JVMs, which see none of the signs that a machine is busy with starting: it
   * is so for a while after the first answer, too.
   */
  long latenessForOthers(long departing, long now) {
    boolean isWarm = hasAnswered && now - warmAt >= 0;
    return isWarm ? lateness(departing) : Math.max(0, Math.max(most, start) - width);
  }

  /** The server has answered. */
  void answered(long now) {
    if (!hasAnswered) {
      hasAnswered = true;
      warmAt = now + start;
    }
  }

  /** What is further apart is not a matter of jitter, in nanoseconds. */
  long margin() {
    return 2 * most;
  }

  /** How far the times of departure and of arrival may be apart, in nanoseconds. */
  long longestJourney() {
    return most;
  }

  /** How long a use counts at the server, in nanoseconds. */
  long serversWindow() {
    return minute;
  }

  /** How long a use counts, in nanoseconds. */
  long window() {
    return minute + width;
  }

  /**
   * The server was full although we had counted less than its limit. Jitter explains that if so
   * much use as was missing had ceased to count only just before: the server may have received it
   * later than we sent it. Else others use the quota, too.
   *
   * @param missing how much more use would have left no room for the attempt, 1 or more
   * @param sentAt when the rejected attempt was let through
   */
  boolean explains(Dimension full, long missing, long sentAt, RollingWindow uses) {
    long left = uses.leftBeforeExpiry(full, missing);
    return left != RollingWindow.NONE && sentAt - left - minute <= margin();
  }

  /**
   * Jitter was the reason of a rejection.
   *
   * @param sentAt when the rejected attempt was let through: if that was before the guard was
   *     widened the last time, it says nothing of its width now
   */
  void widen(long sentAt, long now) {
    if (sentAt - widenedAt < 0) {
      return;
    }
    width = Math.min(most, width + Math.max(least, width / 2));
    steadySince = now;
    widenedAt = now;
  }

  /** Time has passed. */
  void narrow(long now) {
    if (width > least && now - steadySince >= minute) {
      double windows = (double) (now - steadySince) / minute;
      width = Math.max(least, (long) (width * Math.pow(NARROWING, windows)));
      steadySince = now;
    }
  }
}
