package io.geminiquota.engine.route;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an attempt goes that does not go where the application asked.
 *
 * @param backend which other place, null for the one that was asked
 * @param credential what lets the attempt in there, null without a backend
 * @param model the model that is asked, another one or the same
 * @param leftOut the parameters of the request that this model does not take, by their paths in the
 *     body, e.g. {@code generationConfig.thinkingConfig.thinkingLevel}; they are not sent
 */
public record Detour(
    @Nullable Backend backend, @Nullable String credential, String model, List<String> leftOut) {

  /** Copies the list, so that a detour never changes. */
  public Detour {
    leftOut = List.copyOf(leftOut);
  }

  /** What the application is shown of it: the name of the other place, or a dash, and the model. */
  public String label() {
    return (backend == null ? "-" : backend.name()) + '/' + model;
  }

  /** What it is, without the credential. */
  @Override
  public String toString() {
    return (backend == null ? "" : backend.name() + ' ') + model;
  }
}
