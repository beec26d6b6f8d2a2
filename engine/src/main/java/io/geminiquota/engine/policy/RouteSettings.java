package io.geminiquota.engine.policy;

import io.geminiquota.engine.route.Backend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The other ways that the user has named for calls. Immutable.
 *
 * @param backends the other places: the projects in the order of their names, then the relay
 * @param fallback the models to be asked instead of any that has no list of its own, the best first
 * @param fallbacks the models to be asked instead of one, the best first, by its {@linkplain
 *     ModelName#canonical canonical} name; an empty list for none
 * @param fallbackAfter how long a call waits for its own model before another one is asked
 */
public record RouteSettings(
    List<Backend> backends,
    List<String> fallback,
    Map<String, List<String>> fallbacks,
    Duration fallbackAfter) {

  private static final RouteSettings NONE =
      new RouteSettings(List.of(), List.of(), Map.of(), Duration.ofSeconds(30));

  /** Copies what it is given, so that settings never change. */
  public RouteSettings {
    backends = List.copyOf(backends);
    fallback = List.copyOf(fallback);
    fallbacks = Map.copyOf(fallbacks);
  }

  /** With lists of single models only. */
  public RouteSettings(
      List<Backend> backends, Map<String, List<String>> fallbacks, Duration fallbackAfter) {
    this(backends, List.of(), fallbacks, fallbackAfter);
  }

  /** No other ways. */
  public static RouteSettings none() {
    return NONE;
  }

  /** The models to be asked instead of one, the best first; never the model itself. */
  public List<String> fallbacksOf(String model) {
    if (fallback.isEmpty() && fallbacks.isEmpty()) {
      return List.of();
    }
    String canonical = ModelName.canonical(model);
    List<String> own = fallbacks.get(canonical);
    if (own != null || fallback.isEmpty()) {
      return own == null ? List.of() : own;
    }
    List<String> others = new ArrayList<>(fallback.size());
    for (String other : fallback) {
      if (!ModelName.canonical(other).equals(canonical)) {
        others.add(other);
      }
    }
    return others;
  }
}
