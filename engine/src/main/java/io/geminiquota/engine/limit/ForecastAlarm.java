package io.geminiquota.engine.limit;

import java.time.Duration;

/**
 * Rings once when a day's quota is going to end early, and again only after it was all clear for an
 * hour. Not thread-safe: the gate's lock guards it.
 */
final class ForecastAlarm {

  private static final long ALL_CLEAR = Duration.ofHours(1).toNanos();

  private boolean rung;
  private boolean clear;
  private long clearSince;

  /** Whether to ring now. */
  boolean rings(DayForecast forecast, long now) {
    boolean wasClear = clear;
    clear = forecast.isClear();
    if (clear && !wasClear) {
      clearSince = now;
    }
    if (clear && now - clearSince >= ALL_CLEAR) {
      rung = false;
    }
    boolean rings = !rung && forecast.isEarly();
    rung |= rings;
    return rings;
  }

  /** Another day begins. */
  void reset() {
    rung = false;
    clear = false;
  }
}
