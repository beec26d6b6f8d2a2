package io.geminiquota.engine.limit;

import io.geminiquota.engine.classify.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what is new about a gate's quotas whenever it looks at them, so that nothing has to be
 * noted where attempts pass. Not thread-safe: the gate's lock guards it.
 */
final class Discoveries {

  private static final Dimension[] DIMENSIONS = Dimension.values();
  private static final Window[] WINDOWS = {Window.MINUTE, Window.DAY};

  private final Inventory inventory;
  private final DayLedger day;
  private final @Nullable Quota[] known = new Quota[WINDOWS.length * DIMENSIONS.length];

  /** Of the dimensions that the day is limited in; kept from then on. */
  private final @Nullable DayOutlook[] outlooks = new DayOutlook[DIMENSIONS.length];

  /**
   * What the gate knows at its start is no news.
   *
   * @param usedUp what the server says is used up of the day, null if it says nothing
   */
  Discoveries(Inventory inventory, DayLedger day, @Nullable Dimension usedUp, long now) {
    this.inventory = inventory;
    this.day = day;
    changes();
    for (Dimension dimension : DIMENSIONS) {
      DayOutlook outlook = outlook(dimension, dimension == usedUp, now);
      if (outlook != null) {
        outlook.takeAsTold(dimension == usedUp);
      }
    }
  }

  /** What is new since the last look. */
  List<Discovery> look(@Nullable Dimension usedUp, long now) {
    List<Discovery> news = changes();
    for (Dimension dimension : DIMENSIONS) {
      DayOutlook outlook = outlook(dimension, dimension == usedUp, now);
      if (outlook != null) {
        news.addAll(outlook.look(dimension == usedUp, inventory, now));
      }
    }
    return news;
  }

  /** Whether a threshold of the day was just crossed, so that who did it is known. */
  boolean isThresholdCrossed(long now) {
    for (DayOutlook outlook : outlooks) {
      if (outlook != null && outlook.isCrossed(now)) {
        return true;
      }
    }
    return false;
  }

  /** The ledger was given what was used at another gate: that is no use of this moment. */
  void setBack(long now) {
    for (DayOutlook outlook : outlooks) {
      if (outlook != null) {
        outlook.setBack(now);
      }
    }
  }

  /** How long until nothing is left of the day's quota; null when that cannot be told. */
  @Nullable Duration exhausted(Dimension dimension, boolean usedUp, long now) {
    DayOutlook outlook = outlooks[dimension.index];
    return outlook == null ? null : outlook.exhausted(usedUp, now);
  }

  /** Null while nothing limits the day. */
  private @Nullable DayOutlook outlook(Dimension dimension, boolean usedUp, long now) {
    boolean limited = usedUp || day.limit(dimension) != Tally.UNLIMITED;
    if (limited && outlooks[dimension.index] == null) {
      outlooks[dimension.index] = new DayOutlook(dimension, day, now);
    }
    return outlooks[dimension.index];
  }

  private List<Discovery> changes() {
    List<Discovery> news = new ArrayList<>(0);
    int place = 0;
    for (Window window : WINDOWS) {
      for (Dimension dimension : DIMENSIONS) {
        Quota before = known[place];
        Quota after = inventory.inForce(window, dimension);
        if (!Objects.equals(before, after)) {
          news.add(watcher -> watcher.limitChanged(before, after));
        }
        known[place++] = after;
      }
    }
    return news;
  }
}
