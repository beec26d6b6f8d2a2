package io.geminiquota.engine.policy;

import org.jspecify.annotations.Nullable;

/**
 * What {@code models.<model>.<limit>}, {@code projects.<project>.<limit>} and {@code
 * projects.<project>.models.<model>.<limit>} name.
 *
 * @param owner whose limit it is
 * @param limit which of his limits
 */
record LimitKey(LimitOwner owner, LimitName limit) {

  /** Reads the canonical name of a setting; null when it is not the limit of anybody. */
  static @Nullable LimitKey of(String name) {
    for (LimitName limit : LimitName.values()) {
      String suffix = "-" + limit.setting().shortName();
      if (name.endsWith(suffix)) {
        LimitOwner owner = LimitOwner.named(name.substring(0, name.length() - suffix.length()));
        return owner == null ? null : new LimitKey(owner, limit);
      }
    }
    return null;
  }
}
