package io.geminiquota.engine.policy;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The limits that the user configured. Immutable.
 *
 * @param general the limits of every model without one of its own
 * @param models the limits of single models, by {@link ModelName#canonical}
 * @param configured what becomes of them when the server tells others
 * @param tier whose presets are used for what is not configured, null for no presets
 */
public record LimitSettings(
    Limits general, Map<String, Limits> models, ConfiguredLimits configured, @Nullable Tier tier) {

  private static final LimitSettings NONE =
      new LimitSettings(Limits.none(), Map.of(), ConfiguredLimits.CEILING, null);

  /** Copies the map, so that settings never change. */
  public LimitSettings {
    models = Map.copyOf(models);
  }

  /** Nothing is configured. */
  static LimitSettings none() {
    return NONE;
  }

  /** The model's own limits, and the general ones where it has none: limit by limit. */
  Limits of(String model) {
    return models.getOrDefault(ModelName.canonical(model), Limits.none()).orElse(general);
  }

  /** The presets of what is not configured for a model. */
  Limits presetOf(String model) {
    return tier == null ? Limits.none() : TierPresets.of(tier, model).without(of(model));
  }
}
