package io.geminiquota.engine.limit;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How much may be used while the cluster cannot be asked, and what was used that the cluster may
 * not know of. Each other member may do as we do, so each of our uses is counted for all of them:
 * of what was left when we parted we take our part, and of the limit our share, however the members
 * had divided it before. Where that is less than one use in a window, one is made in several.
 *
 * <p>What it counts for the others goes on counting for a window after we are back: they may not
 * be. Not thread-safe: the gate's lock guards it.
 */
final class Solitude {

  private static final Dimension[] DIMENSIONS = Dimension.values();

  private final RandomGenerator random;
  private final RollingWindow others;
  private long window;
  private int members = 1;
  private boolean isUnderWay;
  private long restsUntil;

  /**
   * @param window how long a use counts, in nanoseconds
   */
  Solitude(long window, RandomGenerator random, long now) {
    this.window = window;
    this.others = new RollingWindow(window);
    this.random = random;
    this.restsUntil = now;
  }

  /** How long a use counts now. */
  void window(long newWindow) {
    window = newWindow;
    others.window(newWindow);
  }

  /** The cluster cannot be asked from now on, or has forgotten what was used. */
  void remember(List<PastUse> usedByOthers, long now) {
    for (PastUse use : usedByOthers) {
      others.left(others.take(now, use.cost()), now - use.age().toNanos());
    }
  }

  /**
   * Nobody is there to be asked from now on.
   *
   * @param all members, this included
   */
  void begin(int all) {
    members = all;
    isUnderWay = false;
  }

  /** How much others may have used that the cluster does not know of. */
  long used(Dimension dimension, long now) {
    return others.used(dimension, now);
  }

  /** Whether a use is within our share now. */
  boolean hasRoom(Cost cost, RollingWindow own, Bounds bounds, long now) {
    return restsUntil(cost, bounds, now) <= now && fits(cost, own, bounds, now);
  }

  private boolean fits(Cost cost, RollingWindow own, Bounds bounds, long now) {
    for (Dimension dimension : DIMENSIONS) {
      long bound = bounds.of(dimension);
      long before = own.used(dimension, now) + others.used(dimension, now);
      if (bound != Bounds.ANY && before > 0 && before + forAll(dimension, cost) > bound) {
        return false;
      }
    }
    return true;
  }

  /** When something changes that may make room. */
  long changesAt(Cost cost, RollingWindow own, Bounds bounds, long now) {
    long rests = restsUntil(cost, bounds, now);
    return rests > now ? rests : Math.min(own.nextExpiry(now), others.nextExpiry(now));
  }

  /** We used so much. */
  void took(Cost cost, Bounds bounds, long now) {
    long rest = restAfter(cost, bounds);
    if (rest > 0) {
      restsUntil = now + rest;
    }
    isUnderWay = true;
    Cost ofOthers = times(cost, members - 1);
    others.left(others.take(now, ofOthers), now);
  }

  /** What the others may use meanwhile for a use of ours. */
  Cost ofOthers(Cost cost) {
    return times(cost, members - 1);
  }

  /** All have parted at once: who needs several windows for one use begins somewhere in them. */
  private long restsUntil(Cost cost, Bounds bounds, long now) {
    long rest = restAfter(cost, bounds);
    if (!isUnderWay && rest > 0) {
      isUnderWay = true;
      restsUntil = now + random.nextLong(rest);
    }
    return restsUntil;
  }

  /** How long nothing more is used after a use that is more than our share of a window. */
  private long restAfter(Cost cost, Bounds bounds) {
    double windows = 0;
    for (Dimension dimension : DIMENSIONS) {
      long bound = bounds.of(dimension);
      long all = forAll(dimension, cost);
      if (bound != Bounds.ANY && all > bound && members > 1) {
        windows = Math.max(windows, (double) all / bound);
      }
    }
    return (long) (windows * window);
  }

  private long forAll(Dimension dimension, Cost cost) {
    return cost.of(dimension) * members;
  }

  private static Cost times(Cost cost, int times) {
    return new Cost(cost.requests() * times, cost.tokens() * times, cost.images() * times);
  }
}
