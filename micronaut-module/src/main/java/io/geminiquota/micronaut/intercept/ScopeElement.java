package io.geminiquota.micronaut.intercept;

import io.geminiquota.engine.Scope;
import io.geminiquota.engine.Scopes;
import io.micronaut.core.propagation.ThreadPropagatedContextElement;
import org.jspecify.annotations.Nullable;

/**
 * Carries the scope of an annotated method along wherever Micronaut carries its context: to its
 * executors, along reactive pipelines, into coroutines.
 */
record ScopeElement(Scopes scopes, Scope scope)
    implements ThreadPropagatedContextElement<@Nullable Scope> {

  @Override
  public @Nullable Scope updateThreadContext() {
    return scopes.change(scope);
  }

  @Override
  public void restoreThreadContext(@Nullable Scope outside) {
    scopes.change(outside);
  }
}
