package io.geminiquota.engine.limit;

import io.geminiquota.engine.classify.Window;
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
  private final @Nullable Quota[] known = new Quota[WINDOWS.length * DIMENSIONS.length];

  /** What the gate knows at its start is no news. */
  Discoveries(Inventory inventory) {
    this.inventory = inventory;
    look().clear();
  }

  /** What is new since the last look. */
  List<Discovery> look() {
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
