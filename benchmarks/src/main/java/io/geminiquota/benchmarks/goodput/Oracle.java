package io.geminiquota.benchmarks.goodput;

import io.geminiquota.testkit.Windows;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Knows the quota, serves first who came first, and takes no time: what the quota itself dictates.
 * Every call is admitted at the first moment at which it can be after the one before it.
 */
final class Oracle {

  private static final long NEVER = Long.MAX_VALUE;

  private record Use(long endNanos, long weight) {}

  private final Quota quota;
  private final Deque<Use> uses = new ArrayDeque<>();
  private long used;

  private Oracle(Quota quota) {
    this.quota = quota;
  }

  /**
   * When each call is admitted, in nanoseconds from the start.
   *
   * @param calls in the order in which they are due
   * @throws IllegalArgumentException if one is larger than the quota
   */
  static List<Long> admissions(Quota quota, List<Call> calls) {
    Oracle oracle = new Oracle(quota);
    List<Long> admissions = new ArrayList<>();
    long now = 0;
    for (Call call : calls) {
      now = oracle.admit(Math.max(now, call.dueNanos()), quota.unit().weightOf(call.tokens()));
      admissions.add(now);
    }
    return admissions;
  }

  private long admit(long from, long weight) {
    long now = from;
    forget(now);
    while (used + weight > quota.limitAt(now)) {
      now = nextEvent(now);
      forget(now);
    }
    uses.addLast(new Use(endOfUse(now), weight));
    used += weight;
    return now;
  }

  private void forget(long now) {
    for (Use oldest = uses.peekFirst();
        oldest != null && oldest.endNanos() <= now;
        oldest = uses.peekFirst()) {
      used -= uses.removeFirst().weight();
    }
  }

  /** When there may be more room than now: a use ends, or the limit changes. */
  private long nextEvent(long now) {
    Use oldest = uses.peekFirst();
    long change =
        quota.change().map(it -> it.after().toNanos()).filter(at -> at > now).orElse(NEVER);
    long next = Math.min(change, oldest == null ? NEVER : oldest.endNanos());
    if (next == NEVER) {
      throw new IllegalArgumentException("A call is larger than the quota of " + quota.limit());
    }
    return next;
  }

  private long endOfUse(long now) {
    long minute = quota.minute().toNanos();
    if (quota.windows() == Windows.ROLLING) {
      return now + minute;
    }
    long phase = quota.phase().toNanos();
    return (Math.floorDiv(now + phase, minute) + 1) * minute - phase;
  }
}
