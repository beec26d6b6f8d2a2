package io.geminiquota.testkit.quota;

import java.util.ArrayList;
import java.util.List;

/**
 * The requests of a model that are being answered. Each comes with the time at which its answer is
 * planned to end, which is what a truthful hint rests on.
 */
final class InFlight {

  private final List<Long> plannedEnds = new ArrayList<>();

  void begin(long plannedEnd) {
    plannedEnds.add(plannedEnd);
  }

  void end(long plannedEnd) {
    plannedEnds.remove((Long) plannedEnd);
  }

  /**
   * When one more request fits under {@code limit}; a moment from now if the answers that block it
   * are overdue.
   */
  long roomAt(long now, long limit) {
    if (limit < 1) {
      return Window.NEVER;
    }
    if (plannedEnds.size() < limit) {
      return now;
    }
    long blocking =
        plannedEnds.stream().sorted().skip(plannedEnds.size() - limit).findFirst().orElse(now);
    return Math.max(blocking, now + 1);
  }
}
