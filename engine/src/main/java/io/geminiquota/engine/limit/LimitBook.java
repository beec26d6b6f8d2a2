package io.geminiquota.engine.limit;

import io.geminiquota.engine.classify.Window;
import io.geminiquota.engine.policy.ConfiguredLimits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The limits of a gate that are known: what the user configured, and what the server told. Not
 * thread-safe: the gate's lock guards it.
 */
final class LimitBook {

  private final boolean authority;
  private final @Nullable Quota[] configured = new Quota[Dimension.COUNT * 2];
  private final @Nullable Quota[] kept = new Quota[Dimension.COUNT * 2];

  LimitBook(GateTerms terms) {
    this.authority = terms.configured() == ConfiguredLimits.AUTHORITY;
    for (Quota quota : terms.quotas()) {
      int place = place(quota.window(), quota.dimension());
      kept[place] = quota;
      if (!quota.origin().mayRise()) {
        configured[place] = quota;
      }
    }
  }

  /** The limit that is kept, null if none is known. */
  @Nullable Quota of(Window window, Dimension dimension) {
    return kept[place(window, dimension)];
  }

  /**
   * Notes what the server told.
   *
   * @return whether another limit is kept than before
   */
  boolean learn(Quota told) {
    int place = place(told.window(), told.dimension());
    Quota ceiling = configured[place];
    if (ceiling != null && (authority || told.limit() >= ceiling.limit())) {
      return keep(place, ceiling);
    }
    return keep(place, told);
  }

  private boolean keep(int place, Quota quota) {
    boolean news = !quota.equals(kept[place]);
    kept[place] = quota;
    return news;
  }

  /** The limits that the server told. */
  List<Quota> learned() {
    List<Quota> learned = new ArrayList<>();
    for (Quota quota : kept) {
      if (quota != null && quota.origin() == Quota.Origin.LEARNED) {
        learned.add(quota);
      }
    }
    return learned;
  }

  /** How much may be used at most, whatever the server allows. */
  long ceiling(Window window, Dimension dimension) {
    Quota ceiling = configured[place(window, dimension)];
    return ceiling == null ? Long.MAX_VALUE : ceiling.limit();
  }

  private static int place(Window window, Dimension dimension) {
    return dimension.index + (window == Window.DAY ? Dimension.COUNT : 0);
  }
}
