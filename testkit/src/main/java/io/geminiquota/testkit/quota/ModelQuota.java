package io.geminiquota.testkit.quota;

import io.geminiquota.testkit.QuotaLimits;
import io.geminiquota.testkit.RejectedRequests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * All quotas of one model in one project. Everything is counted whether or not it is limited, so a
 * limit that changes in mid-run is exact from the first request on. Not thread-safe.
 */
final class ModelQuota {

  private final Calendar calendar;
  private final RejectedRequests rejectedRequests;
  private final Map<Dimension, Window> windows = new EnumMap<>(Dimension.class);
  private final InFlight inFlight = new InFlight();

  ModelQuota(Calendar calendar, RejectedRequests rejectedRequests) {
    this.calendar = calendar;
    this.rejectedRequests = rejectedRequests;
    windows.put(Dimension.REQUESTS_PER_MINUTE, calendar.newMinute());
    windows.put(Dimension.INPUT_TOKENS_PER_MINUTE, calendar.newMinute());
    windows.put(Dimension.IMAGES_PER_MINUTE, calendar.newMinute());
    windows.put(Dimension.REQUESTS_PER_DAY, calendar.newDay());
  }

  Decision decide(Cost cost, QuotaLimits limits, long now, long plannedEnd) {
    List<Violation> violations = violations(cost, limits, now);
    if (violations.isEmpty()) {
      windows.forEach((dimension, window) -> window.add(now, dimension.weightOf(cost)));
      inFlight.begin(plannedEnd);
      return new Decision.Admitted();
    }
    if (rejectedRequests == RejectedRequests.COUNTED) {
      windows.forEach(
          (dimension, window) -> {
            if (dimension.countsRejected()) {
              window.add(now, dimension.weightOf(cost));
            }
          });
    }
    return new Decision.Rejected(violations, retryAfter(cost, limits, now));
  }

  /** Tells that an admitted request was answered. */
  void ended(long plannedEnd) {
    inFlight.end(plannedEnd);
  }

  private List<Violation> violations(Cost cost, QuotaLimits limits, long now) {
    List<Violation> violations = new ArrayList<>();
    for (Dimension dimension : Dimension.values()) {
      dimension
          .limitIn(limits)
          .ifPresent(
              limit -> {
                if (roomAt(dimension, cost, limit, now) > now) {
                  violations.add(new Violation(dimension, limit));
                }
              });
    }
    return List.copyOf(violations);
  }

  /**
   * Asked anew after the rejection was counted, over all quotas: counting it may have filled one
   * more.
   */
  private Duration retryAfter(Cost cost, QuotaLimits limits, long now) {
    long at = now;
    for (Dimension dimension : Dimension.values()) {
      if (dimension.limitIn(limits).isPresent()) {
        long room = roomAt(dimension, cost, dimension.limitIn(limits).getAsLong(), now);
        at = Math.max(at, room == Window.NEVER ? calendar.endOfMinute(now) : room);
      }
    }
    return Duration.ofNanos(at - now);
  }

  private long roomAt(Dimension dimension, Cost cost, long limit, long now) {
    Window window = windows.get(dimension);
    if (window == null) {
      return inFlight.roomAt(now, limit);
    }
    // A request without images is no matter for a quota of images; one of 0 requests or tokens does
    // not exist.
    long weight = dimension.weightOf(cost);
    return weight == 0 ? now : window.roomAt(now, weight, limit);
  }
}
