package io.geminiquota.engine.limit;

import io.geminiquota.engine.classify.Window;
import org.jspecify.annotations.Nullable;

/**
 * One quota of a project and model: so much per window.
 *
 * @param metric Google's name of what is counted, null when only settings told of this quota
 * @param id Google's name of the quota, or whose budget it is; null when only settings told of it
 * @param dimension what it counts
 * @param window the period over which it counts
 * @param limit how much it allows per window, at least 1
 * @param origin who told of it
 */
public record Quota(
    @Nullable String metric,
    @Nullable String id,
    Dimension dimension,
    Window window,
    long limit,
    Origin origin) {

  /** Who told of a quota. */
  public enum Origin {
    /** The user's settings. */
    CONFIGURED(false),
    /** A method's annotation: its own budget, inside of the project's quota. */
    METHOD(false),
    /** A table of what Google once published: good until the server tells otherwise. */
    PRESET(true),
    /** A 429 of the server. */
    LEARNED(true);

    private final boolean mayRise;

    Origin(boolean mayRise) {
      this.mayRise = mayRise;
    }

    /** Whether it is tried now and then if the server allows more. */
    boolean mayRise() {
      return mayRise;
    }
  }

  /** One of which the server has told nothing yet. */
  public static Quota untold(Dimension dimension, Window window, long limit, Origin origin) {
    return new Quota(null, null, dimension, window, limit, origin);
  }
}
