package io.geminiquota.benchmarks.goodput;

import io.geminiquota.benchmarks.goodput.app.Unit;
import io.geminiquota.testkit.QuotaLimits;
import io.geminiquota.testkit.RejectedRequests;
import io.geminiquota.testkit.Windows;
import java.time.Duration;
import java.util.Optional;

/**
 * The quota that a simulator enforces.
 *
 * @param unit what it counts
 * @param limit how much of it a minute allows
 * @param minute how long that minute is
 * @param windows how the minute moves on
 * @param rejected whether rejected requests count
 * @param change what becomes of the limit in mid-run
 */
record Quota(
    Unit unit,
    long limit,
    Duration minute,
    Windows windows,
    RejectedRequests rejected,
    Optional<Change> change) {

  /**
   * A new limit.
   *
   * @param after when it comes into force, from the start of the run
   */
  record Change(Duration after, long limit) {}

  static Quota rolling(Unit unit, long limit, Duration minute) {
    return new Quota(
        unit, limit, minute, Windows.ROLLING, RejectedRequests.NOT_COUNTED, Optional.empty());
  }

  Quota withFixedWindows() {
    return new Quota(unit, limit, minute, Windows.FIXED, rejected, change);
  }

  Quota countingRejected() {
    return new Quota(unit, limit, minute, windows, RejectedRequests.COUNTED, change);
  }

  Quota changing(Duration after, long newLimit) {
    return new Quota(
        unit, limit, minute, windows, rejected, Optional.of(new Change(after, newLimit)));
  }

  /** The limit that is in force so many nanoseconds after the start. */
  long limitAt(long nanos) {
    return change.filter(it -> it.after().toNanos() <= nanos).map(Change::limit).orElse(limit);
  }

  /** As the simulator wants it, when this is the limit. */
  QuotaLimits limits(long limit) {
    return switch (unit) {
      case REQUESTS -> QuotaLimits.none().withRpm(limit);
      case INPUT_TOKENS -> QuotaLimits.none().withTpm(limit);
    };
  }

  /**
   * How far into a window a run begins where windows are fixed: in the middle, because the average
   * run does.
   */
  Duration phase() {
    return minute.dividedBy(2);
  }
}
