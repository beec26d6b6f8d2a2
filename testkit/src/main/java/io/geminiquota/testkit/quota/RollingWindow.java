package io.geminiquota.testkit.quota;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The last {@code length} nanoseconds, exact: keeps the time of everything used, so what was used
 * at {@code t} is out of the window at {@code t + length} and not before.
 */
final class RollingWindow implements Window {

  private record Use(long time, long weight) {}

  private final long length;
  private final Deque<Use> uses = new ArrayDeque<>();
  private long used;

  RollingWindow(long length) {
    this.length = length;
  }

  @Override
  public void add(long now, long weight) {
    forgetBefore(now);
    if (weight > 0) {
      uses.addLast(new Use(now, weight));
      used += weight;
    }
  }

  @Override
  public long roomAt(long now, long weight, long limit) {
    if (weight > limit) {
      return NEVER;
    }
    forgetBefore(now);
    long excess = used + weight - limit;
    long at = now;
    for (Use oldest : uses) {
      if (excess <= 0) {
        break;
      }
      excess -= oldest.weight();
      at = oldest.time() + length;
    }
    return at;
  }

  private void forgetBefore(long now) {
    for (Use oldest = uses.peekFirst();
        oldest != null && oldest.time() + length <= now;
        oldest = uses.peekFirst()) {
      used -= uses.removeFirst().weight();
    }
  }
}
