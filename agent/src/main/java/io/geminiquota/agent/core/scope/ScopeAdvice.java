package io.geminiquota.agent.core.scope;

import io.geminiquota.agent.core.Log;
import io.geminiquota.engine.Scope;
import io.geminiquota.engine.Scopes;
import org.jspecify.annotations.Nullable;

/**
 * What an annotated method calls when it begins and when it ends. What was around it travels
 * through the method itself, so that its end puts back just that, even if something that it called
 * could not put back its own, for want of stack.
 */
final class ScopeAdvice {

  /** What is around a method that is called from outside of all scopes. */
  private static final Object NO_SCOPE = new Object();

  private final Scopes scopes;
  private final Scope scope;
  private final Log log;

  ScopeAdvice(Scopes scopes, Scope scope, Log log) {
    this.scopes = scopes;
    this.scope = scope;
    this.log = log;
  }

  /** The method begins; null if it is not in its scope because of a fault of ours. */
  @Nullable Object enter() {
    try {
      Scope around = scopes.enter(scope);
      return around == null ? NO_SCOPE : around;
    } catch (Throwable fault) {
      report(fault);
      return null;
    }
  }

  /**
   * The method ends, however it does.
   *
   * @param around what {@link #enter} returned
   */
  void exit(@Nullable Object around) {
    if (around == null) {
      return;
    }
    try {
      scopes.change(around == NO_SCOPE ? null : (Scope) around);
    } catch (Throwable fault) {
      report(fault);
    }
  }

  private void report(Throwable fault) {
    log.fault("a method ran as without its @GeminiQuota", fault);
  }
}
