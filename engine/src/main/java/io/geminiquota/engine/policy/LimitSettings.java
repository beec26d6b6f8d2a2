package io.geminiquota.engine.policy;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The limits that the user configured. Immutable. What is said of a project goes before what is
 * said of all, and for each of the two what is said of a model before what is said of all models:
 * limit by limit.
 *
 * @param general the limits of everybody without limits of his own
 * @param own the limits of single projects and models, by the canonical name of the setting without
 *     the limit, e.g. {@code models-gemini-2-5-pro}
 * @param configured what becomes of them when the server tells others
 * @param tier whose presets are used for what is not configured, null for no presets
 */
public record LimitSettings(
    Limits general, Map<String, Limits> own, ConfiguredLimits configured, @Nullable Tier tier) {

  private static final LimitSettings NONE =
      new LimitSettings(Limits.none(), Map.of(), ConfiguredLimits.CEILING, null);

  /** Copies the map, so that settings never change. */
  public LimitSettings {
    own = Map.copyOf(own);
  }

  /** Nothing is configured. */
  static LimitSettings none() {
    return NONE;
  }

  /** The limits of a model in a project. */
  Limits of(String project, String model) {
    return of(LimitOwner.modelIn(project, model))
        .orElse(of(LimitOwner.project(project)))
        .orElse(of(LimitOwner.model(model)))
        .orElse(general);
  }

  /** The presets of what is not configured for a model in a project. */
  Limits presetOf(String project, String model) {
    return tier == null ? Limits.none() : TierPresets.of(tier, model).without(of(project, model));
  }

  private Limits of(String owner) {
    return own.getOrDefault(owner, Limits.none());
  }
}
