package io.geminiquota.engine.limit;

import io.geminiquota.engine.observe.QuotaAlert.Cause;
import io.geminiquota.engine.observe.QuotaUse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be expected of one quota of the day: watches its use whenever it is looked at, and
 * warns. Not thread-safe: the gate's lock guards it.
 */
final class DayOutlook {

  private final Dimension dimension;
  private final DayLedger day;
  private final UseHistory history;
  private final Thresholds thresholds = new Thresholds();
  private final ForecastAlarm alarm = new ForecastAlarm();

  /** What was seen at the last look, and when that was. */
  private Instant ends;

  private long used;
  private long own;
  private long lookedAt;

  DayOutlook(Dimension dimension, DayLedger day, long now) {
    this.dimension = dimension;
    this.day = day;
    this.history = new UseHistory(now);
    this.ends = day.ends(now);
    setBack(now);
  }

  /** What is used already is no news: another JVM has told it. */
  void takeAsTold(boolean usedUp) {
    thresholds.reached(used, day.limit(dimension), usedUp);
  }

  /** What was counted since the last look was used at some other time: it tells of no rate. */
  void setBack(long now) {
    used = day.used(dimension, now);
    own = day.own(dimension);
    lookedAt = now;
  }

  /** Whether what is used now is worth a look at once. */
  boolean isCrossed(long now) {
    return thresholds.isCrossed(day.used(dimension, now));
  }

  /**
   * Looks at what is used now.
   *
   * @param usedUp whether the server says that nothing is left
   * @param inventory tells the use
   * @return what to warn of
   */
  List<Discovery> look(boolean usedUp, Inventory inventory, long now) {
    recordUse(now);
    long limit = day.limit(dimension);
    List<Discovery> warnings = new ArrayList<>(0);
    DayForecast forecast = forecast(now);
    QuotaUse use = inventory.ofDay(dimension, usedUp, exhausted(forecast, usedUp), now);
    thresholds
        .reached(used, limit, usedUp)
        .ifPresent(percent -> warnings.add(watcher -> watcher.alert(Cause.REACHED, percent, use)));
    if (forecast != null && alarm.rings(forecast, now) && !usedUp) {
      int percent = (int) (100.0 * used / limit);
      warnings.add(watcher -> watcher.alert(Cause.FORECAST, percent, use));
    }
    return warnings;
  }

  /** How long until nothing is left at the recent rate; null when that cannot be told. */
  @Nullable Duration exhausted(boolean usedUp, long now) {
    return exhausted(forecast(now), usedUp);
  }

  private static @Nullable Duration exhausted(@Nullable DayForecast forecast, boolean usedUp) {
    return forecast == null || usedUp ? null : forecast.exhausted();
  }

  private @Nullable DayForecast forecast(long now) {
    long limit = day.limit(dimension);
    return limit == Tally.UNLIMITED
        ? null
        : DayForecast.of(day.used(dimension, now), limit, day.left(), history, now);
  }

  private void recordUse(long now) {
    long before = used;
    long ownBefore = own;
    long since = lookedAt;
    setBack(now);
    if (!day.ends(now).equals(ends)) {
      ends = day.ends(now);
      thresholds.reset();
      alarm.reset();
      history.add((double) own, now, now);
      return;
    }
    history.add((double) (own - ownBefore), now, now);
    // Others may have used theirs at any time since we heard of them last.
    history.add((double) (used - before - (own - ownBefore)), since, now);
  }
}
