package io.geminiquota.engine.policy;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Some limits of a model, none of them needed. Immutable.
 *
 * @param values each from 1 to {@link LimitName#most}, in the order of the names
 */
public record Limits(Map<LimitName, Long> values) {

  private static final Limits NONE = new Limits(Map.of());

  /**
   * Copies the map, so that limits never change.
   *
   * @throws IllegalArgumentException if a value is out of its range
   */
  public Limits {
    Map<LimitName, Long> copy = new EnumMap<>(LimitName.class);
    for (Map.Entry<LimitName, Long> limit : values.entrySet()) {
      check(limit.getKey(), limit.getValue());
      copy.put(limit.getKey(), limit.getValue());
    }
    values = Collections.unmodifiableMap(copy);
  }

  /** No limit at all. */
  public static Limits none() {
    return NONE;
  }

  /** The limit of this name, null for none. */
  public @Nullable Long of(LimitName name) {
    return values.get(name);
  }

  /** These limits, and the others' where these have none. */
  public Limits orElse(Limits others) {
    Map<LimitName, Long> merged = new EnumMap<>(LimitName.class);
    merged.putAll(others.values);
    merged.putAll(values);
    return new Limits(merged);
  }

  /** These limits but for those that the others have, too. */
  public Limits without(Limits others) {
    Map<LimitName, Long> rest = new EnumMap<>(LimitName.class);
    rest.putAll(values);
    rest.keySet().removeAll(others.values.keySet());
    return new Limits(rest);
  }

  private static void check(LimitName name, Long value) {
    if (value < 1 || value > name.most()) {
      throw new IllegalArgumentException(name + " = " + value + " is not from 1 to " + name.most());
    }
  }
}
