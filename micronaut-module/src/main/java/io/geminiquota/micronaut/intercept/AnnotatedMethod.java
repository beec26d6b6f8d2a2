package io.geminiquota.micronaut.intercept;

import io.geminiquota.engine.Governor;
import io.geminiquota.engine.Scope;
import io.geminiquota.engine.policy.MethodPolicy;
import org.jspecify.annotations.Nullable;

/** What {@code @GeminiQuota} says of a method. */
final class AnnotatedMethod {

  private final MethodPolicy policy;

  /** Made by the first call: the engine takes longer to load than an application to start. */
  private volatile @Nullable Scope scope;

  AnnotatedMethod(MethodPolicy policy) {
    this.policy = policy;
  }

  /** Which model the method itself is one call of, null for none. */
  @Nullable String model() {
    return policy.model();
  }

  /** For the calls that are made inside. */
  Scope scope(Governor governor) {
    Scope made = scope;
    if (made == null) {
      made = governor.scope(policy);
      scope = made;
    }
    return made;
  }
}
