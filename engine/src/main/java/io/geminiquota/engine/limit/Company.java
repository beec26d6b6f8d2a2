package io.geminiquota.engine.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The others of the cluster, as they were seen last. Not thread-safe: the gate's lock guards it.
 */
final class Company {

  private static final Dimension[] DIMENSIONS = Dimension.values();

  /** A store whose clock went so much faster or slower than ours was set. */
  private static final long CLOCK_WAS_SET = Duration.ofSeconds(1).toNanos();

  private final long[] used = new long[Dimension.COUNT];
  private @Nullable Reply last;
  private long lastAt;
  private boolean isBusy;

  /** What they used by its age, as was told less often. */
  private List<PastUse> byAge = List.of();

  private long byAgeAt;

  /**
   * The store has replied.
   *
   * @param ours what it counts of ours
   */
  void heard(Reply reply, Cost ours, long now) {
    last = reply;
    lastAt = now;
    isBusy = false;
    for (Dimension dimension : DIMENSIONS) {
      long before = used[dimension.index];
      used[dimension.index] = Math.max(0, reply.used().of(dimension) - ours.of(dimension));
      isBusy |= used[dimension.index] > before;
    }
    if (!reply.others().isEmpty()) {
      byAge = reply.others();
      byAgeAt = now;
    }
  }

  /** How much they have used of the window. */
  long used(Dimension dimension) {
    return used[dimension.index];
  }

  /** Whether they had used more when they were seen last than before. */
  boolean isBusy() {
    return isBusy;
  }

  /** Whether we are to try if there is more room than is known. */
  boolean leads() {
    return last == null || last.leads();
  }

  /** How many there are, ourselves included. */
  int members(Cluster cluster) {
    return Math.max(1, last == null ? cluster.expectedMembers() : last.members());
  }

  /** Whether the store counts less than it did when it was heard before. */
  boolean hasForgotten(Reply reply, long sentAt, long now) {
    if (last == null) {
      return false;
    }
    long there = Duration.between(last.at(), reply.at()).toNanos();
    long least = sentAt - lastAt - CLOCK_WAS_SET;
    long most = now - lastAt + CLOCK_WAS_SET;
    return !last.epoch().equals(reply.epoch()) || there < least || there > most;
  }

  /**
   * What they had used when they were seen last.
   *
   * @param window how long a use counts: what was used after their ages were told has taken the
   *     place of what has ceased to count
   */
  List<PastUse> lastSeen(long window, long now) {
    List<PastUse> seen = new ArrayList<>();
    Cost aged = Cost.NOTHING;
    for (PastUse use : byAge) {
      if (use.age().toNanos() + lastAt - byAgeAt < window) {
        seen.add(new PastUse(use.cost(), use.age().plusNanos(now - byAgeAt)));
        aged = aged.plus(use.cost());
      }
    }
    Cost since = Cost.each(this::used).minus(aged);
    if (!since.equals(Cost.NOTHING)) {
      seen.add(new PastUse(since, Duration.ofNanos(now - lastAt)));
    }
    return seen;
  }
}
