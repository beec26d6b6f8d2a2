package io.geminiquota.micronaut.intercept;

import io.geminiquota.engine.Governor;
import io.geminiquota.engine.Scope;
import io.geminiquota.engine.policy.MethodPolicy;
import org.jspecify.annotations.Nullable;

/** What {@code @GeminiQuota} says of a method. */
final class AnnotatedMethod {

  private final MethodPolicy policy;
  private final boolean kotlins;

  /** Made by the first call: the engine takes longer to load than an application to start. */
  private volatile @Nullable Scope scope;

  /**
   * @param policy what it says
   * @param kotlins whether the method is one of Kotlin's coroutines
   */
  AnnotatedMethod(MethodPolicy policy, boolean kotlins) {
    this.policy = policy;
    this.kotlins = kotlins;
  }

  /** Whether the method is one of Kotlin's coroutines, and for {@link KotlinMethod}. */
  boolean kotlins() {
    return kotlins;
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
