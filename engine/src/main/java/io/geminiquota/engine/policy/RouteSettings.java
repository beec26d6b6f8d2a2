package io.geminiquota.engine.policy;

import io.geminiquota.engine.route.Backend;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The other ways that the user has named for calls. Immutable.
 *
 * @param backends the other places, in the order of their names
 * @param fallbacks the models to be asked instead of one, the best first, by its {@linkplain
 *     ModelName#canonical canonical} name
 * @param fallbackAfter how long a call waits for its own model before another one is asked
 */
public record RouteSettings(
    List<Backend> backends, Map<String, List<String>> fallbacks, Duration fallbackAfter) {

  private static final RouteSettings NONE =
      new RouteSettings(List.of(), Map.of(), Duration.ofSeconds(30));

  /** Copies what it is given, so that settings never change. */
  public RouteSettings {
    backends = List.copyOf(backends);
    fallbacks = Map.copyOf(fallbacks);
  }

  /** No other ways. */
  public static RouteSettings none() {
    return NONE;
  }

  /** The models to be asked instead of one, the best first. */
  public List<String> fallbacksOf(String model) {
    return fallbacks.getOrDefault(ModelName.canonical(model), List.of());
  }
}
