package io.geminiquota.engine.route;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a model can answer a request.
 *
 * @param unfitBecause why it cannot, for a person, e.g. {@code gemma-3-27b-it does not take
 *     function calling}; null if it can, as far as is known
 * @param leftOut the parameters that it does not take and can do without, by their paths in the
 *     body
 */
public record Fit(@Nullable String unfitBecause, List<String> leftOut) {

  /** Takes everything, as far as is known. */
  static final Fit AS_IT_IS = new Fit(null, List.of());

  /** Copies the list, so that a fit never changes. */
  public Fit {
    leftOut = List.copyOf(leftOut);
  }

  /** Whether it can answer. */
  public boolean isFit() {
    return unfitBecause == null;
  }
}
