package io.geminiquota.engine.policy;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done about identical calls. Immutable.
 *
 * @param keep how long answers are kept, zero for not at all
 * @param keepOf the same for single models, by their {@linkplain ModelName#canonical canonical}
 *     names
 * @param sampled whether calls are meant, too, that would have another answer each time, because
 *     their temperature is not 0
 * @param memory how many bytes of answers are kept in memory at most
 * @param directory where they are kept beyond a restart, an absolute path; null for nowhere
 */
public record CacheSettings(
    Duration keep,
    Map<String, Duration> keepOf,
    boolean sampled,
    long memory,
    @Nullable String directory) {

  private static final CacheSettings NONE =
      new CacheSettings(Duration.ZERO, Map.of(), false, 64L * 1024 * 1024, null);

  /** Copies the map, so that settings never change. */
  public CacheSettings {
    keepOf = Map.copyOf(keepOf);
  }

  /** Nothing is kept. */
  public static CacheSettings none() {
    return NONE;
  }

  /** How long the answers of a model are kept, zero for not at all. */
  public Duration keep(String model) {
    return keepOf.isEmpty() ? keep : keepOf.getOrDefault(ModelName.canonical(model), keep);
  }
}
