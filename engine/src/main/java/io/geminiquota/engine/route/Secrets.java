package io.geminiquota.engine.route;

import org.jspecify.annotations.Nullable;

/** Fetches credentials from where they are kept. Thread-safe; asked at every attempt, so quick. */
public interface Secrets {

  /** The credential as it is now, null when it cannot be had. Never throws. */
  @Nullable String read(SecretReference reference);

  /** Knows only what stands in the reference itself. */
  static Secrets literal() {
    return reference -> reference.kind() == SecretReference.Kind.LITERAL ? reference.named() : null;
  }
}
