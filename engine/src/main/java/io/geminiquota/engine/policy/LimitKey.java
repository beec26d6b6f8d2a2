package io.geminiquota.engine.policy;

import org.jspecify.annotations.Nullable;

/**
 * What {@code models.<model>.<limit>}, {@code projects.<project>.<limit>} and {@code
 * projects.<project>.models.<model>.<limit>} name.
 *
 * @param owner whose limit it is, as {@link LimitOwner} names him
 * @param limit which of his limits
 */
record LimitKey(String owner, LimitName limit) {

  /** Reads the canonical name of a setting; null when it is not the limit of anybody. */
  static @Nullable LimitKey of(String name) {
    for (LimitName limit : LimitName.values()) {
      String last = limit.setting().shortName();
      int end = name.length() - last.length() - 1;
      if (end > 0 && name.charAt(end) == '-' && name.endsWith(last)) {
        String owner = name.substring(0, end);
        return LimitOwner.isOne(owner) ? new LimitKey(owner, limit) : null;
      }
    }
    return null;
  }
}
