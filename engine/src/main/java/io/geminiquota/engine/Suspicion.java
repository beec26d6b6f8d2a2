package io.geminiquota.engine;

import io.geminiquota.engine.limit.UseRange;
import io.geminiquota.engine.limit.WindowUse;
import io.geminiquota.engine.observe.SameProject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The suspicion that some keys use one quota of requests per minute, and what speaks for it: each
 * time that one of them was turned away, all together had used just the limit.
 *
 * <ul>
 *   <li>A <em>piece</em> is such a rejection, a window or more after the last piece, if each of the
 *       keys had <em>moved</em> since then: with what it had used at that time in the place of what
 *       it has used now, the sum would not be the limit. So the others have made room for just what
 *       it took. No key alone may have used the limit, which would explain it as well.
 *   <li>A <em>veto</em> is a rejection when all together had certainly not used the limit, or more
 *       has been let through than the limit allows. Then it begins anew, and needs twice as much.
 *   <li>The same sum of the same parts says nothing: it was chance once, and steady since.
 * </ul>
 *
 * <p>{@value #ENOUGH} pieces without a veto are enough. How much the server had counted is known to
 * about a twentieth of the limit (jitter of a hundredth of the window at both its ends), and parts
 * that move by more than that are spread over five times as much, or more. So of keys that have
 * nothing to do with each other a piece follows, and no veto, in one of five cases at most, and
 * {@value #ENOUGH} of them in 1 of 15,000. As each veto doubles what is needed, that is hardly more
 * for all time: 5^-6 + 5^-12 + ... In simulations 1 of 34 made the first piece, 1 of 350 the
 * second, 1 of 1,800 the third.
 *
 * <p>Not thread-safe.
 */
final class Suspicion {

  private static final int ENOUGH = 6;

  /** More would never come, and could not be doubled for ever. */
  private static final int MOST_NEEDED = 1 << 20;

  private final Map<String, Part> parts = new TreeMap<>();
  private final Function<WindowUse, UseRange> counting;
  private final long window;
  private int needed = ENOUGH;

  /** How many rejections spoke for it since it began, with those that only repeat others. */
  private int rejections;

  private long begun;
  private long pieceAt;

  /** What one key has used of the limit. */
  private static final class Part {

    /** When the last key was turned away. */
    private UseRange now = UseRange.NOTHING;

    /** At the piece in which it had moved last. */
    private UseRange former = UseRange.NOTHING;

    /** In so many pieces it had moved. */
    private int moves;
  }

  /**
   * @param keys two or more
   * @param counting what the server counts, if the suspicion is right
   * @param window of the quota, in nanoseconds
   */
  Suspicion(Set<String> keys, Function<WindowUse, UseRange> counting, long window) {
    keys.forEach(key -> parts.put(key, new Part()));
    this.counting = counting;
    this.window = window;
  }

  /**
   * One of the keys was turned away.
   *
   * @param limit as the server told it
   * @param uses of each key, when the server judged
   */
  void turnedAway(long limit, Map<String, WindowUse> uses, long now) {
    UseRange granted = UseRange.NOTHING;
    UseRange all = UseRange.NOTHING;
    boolean oneIsEnough = false;
    for (Map.Entry<String, Part> entry : parts.entrySet()) {
      WindowUse use = uses.getOrDefault(entry.getKey(), WindowUse.NOTHING);
      Part part = entry.getValue();
      part.now = counting.apply(use);
      granted = granted.plus(use.granted());
      all = all.plus(part.now);
      oneIsEnough |= part.now.most() >= limit;
    }
    if (all.most() < limit || granted.least() > limit) {
      disprove();
    } else if (all.contains(limit) && !oneIsEnough) {
      support(limit, all, now);
    }
  }

  private void support(long limit, UseRange all, long now) {
    if (rejections == 0) {
      parts.values().forEach(part -> part.former = part.now);
      begun = now;
      pieceAt = now;
    } else if (now - pieceAt >= window) {
      for (Part part : parts.values()) {
        if (!all.without(part.now).plus(part.former).contains(limit)) {
          part.former = part.now;
          part.moves++;
          pieceAt = now;
        }
      }
    }
    rejections++;
  }

  /** What spoke for it was chance, or is so no more. */
  void disprove() {
    if (rejections > 0) {
      rejections = 0;
      needed = Math.min(2 * needed, MOST_NEEDED);
      parts.values().forEach(part -> part.moves = 0);
    }
  }

  /** Whether enough speaks for it. */
  boolean isStrong() {
    return parts.values().stream().allMatch(part -> part.moves >= needed);
  }

  /** The keys that may be one project's. */
  Set<String> keys() {
    return parts.keySet();
  }

  /**
   * What is to be said of it.
   *
   * @param limit as the server told it last
   * @param now by the clock that the rejections were told with
   */
  SameProject told(long limit, long now, Instant at) {
    Duration within = Duration.ofNanos(now - begun);
    return SameProject.suspected(List.copyOf(keys()), limit, rejections, within, at);
  }
}
