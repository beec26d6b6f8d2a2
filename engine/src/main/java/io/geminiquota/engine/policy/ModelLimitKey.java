package io.geminiquota.engine.policy;

import org.jspecify.annotations.Nullable;

/**
 * What {@code models.<model>.<limit>} names.
 *
 * @param model as {@link ModelName#canonical} writes it
 * @param limit which of the model's limits
 */
record ModelLimitKey(String model, LimitName limit) {

  private static final String MODELS = "models-";

  /** Reads the canonical name of a setting; null when it is not the limit of a model. */
  static @Nullable ModelLimitKey of(String name) {
    for (LimitName limit : LimitName.values()) {
      String suffix = "-" + limit.setting().shortName();
      int end = name.length() - suffix.length();
      if (name.startsWith(MODELS) && name.endsWith(suffix) && end > MODELS.length()) {
        String model = name.substring(MODELS.length(), end);
        return model.matches("-+") ? null : new ModelLimitKey(model, limit);
      }
    }
    return null;
  }
}
