package io.geminiquota.micronaut.intercept;

import io.geminiquota.engine.Scope;
import io.geminiquota.engine.Scopes;
import io.micronaut.core.propagation.ThreadPropagatedContextElement;
import org.jspecify.annotations.Nullable;

/**
 * Carries the scope of an annotated method along wherever Micronaut carries its context: to its
 * executors, along reactive pipelines, into coroutines.
 *
 * @param scope null for outside of all annotated methods
 */
record ScopeElement(Scopes scopes, @Nullable Scope scope)
    implements ThreadPropagatedContextElement<@Nullable Scope> {

  /** That of where the current thread is now. */
  ScopeElement present() {
    return new ScopeElement(scopes, scopes.current());
  }

  @Override
  public @Nullable Scope updateThreadContext() {
    return scopes.change(scope);
  }

  @Override
  public void restoreThreadContext(@Nullable Scope outside) {
    scopes.change(outside);
  }
}
