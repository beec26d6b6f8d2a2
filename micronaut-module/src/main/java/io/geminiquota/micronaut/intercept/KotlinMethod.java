package io.geminiquota.micronaut.intercept;

import io.micronaut.aop.Interceptor;
import io.micronaut.aop.MethodInvocationContext;
import io.micronaut.core.async.propagation.KotlinCoroutinePropagation;
import io.micronaut.core.propagation.PropagatedContext;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowKt;
import org.jspecify.annotations.Nullable;

/**
 * A method of Kotlin's coroutines: a suspend function, or one that returns a Flow. Both stay what
 * they are and are never made a stage or a publisher on the way, so that cancelling reaches what
 * runs inside, everything resumes on the dispatcher of its coroutine, and the scope ends where the
 * method ends. Apart, because an application may do without kotlinx.coroutines.
 */
final class KotlinMethod {

  private final MethodInvocationContext<Object, Object> context;

  KotlinMethod(MethodInvocationContext<Object, Object> context) {
    this.context = context;
  }

  /** Runs the method in a scope, and a Flow wherever it is collected. */
  @Nullable Object inScope(ScopeElement scope) {
    if (context.isSuspend()) {
      return suspended(scope, null, continuation());
    }
    try (PropagatedContext.Scope ignored = PropagatedContext.getOrEmpty().plus(scope).propagate()) {
      Flow<Object> flow = flow(null);
      return new ScopedFlow(() -> flow, scope);
    }
  }

  /**
   * Runs the method as a call, and a Flow each time that it is collected.
   *
   * @param begin the call
   * @param executor where whose turn has come is told so
   * @param scope that each attempt is in
   * @param self after whom the method is to go on, each time it is run
   */
  @Nullable Object carried(
      Supplier<CarriedCall> begin, Executor executor, ScopeElement scope, Interceptor<?, ?> self) {
    if (context.isSuspend()) {
      Continuation<Object> caller = continuation();
      Flow<Object> result = FlowKt.asFlow(own -> suspended(scope, self, own));
      return FlowKt.single(CarriedFlow.of(begin, executor, result), caller);
    }
    return CarriedFlow.of(begin, executor, new ScopedFlow(() -> flow(self), scope));
  }

  /** Runs the suspend function as a part of a coroutine. */
  private @Nullable Object suspended(
      ScopeElement scope, @Nullable Interceptor<?, ?> self, Continuation<? super Object> caller) {
    CoroutineContext inside =
        KotlinCoroutinePropagation.Companion.addPropagatedContext(
            EmptyCoroutineContext.INSTANCE, propagated(caller).plus(scope));
    return BuildersKt.withContext(
        inside,
        (coroutine, own) -> {
          Object[] parameters = context.getParameterValues();
          parameters[parameters.length - 1] = own;
          return proceed(self);
        },
        caller);
  }

  /** What Micronaut carries along with a coroutine, or with the current thread. */
  static PropagatedContext propagated(Continuation<?> continuation) {
    PropagatedContext carried =
        KotlinCoroutinePropagation.Companion.findPropagatedContext(continuation.getContext());
    return carried == null ? PropagatedContext.getOrEmpty() : carried;
  }

  @SuppressWarnings("unchecked") // it only goes through
  private Flow<Object> flow(@Nullable Interceptor<?, ?> self) {
    Object flow = proceed(self);
    return flow == null ? FlowKt.emptyFlow() : (Flow<Object>) flow;
  }

  @SuppressWarnings("unchecked") // the last parameter of every suspend function
  private Continuation<Object> continuation() {
    Object[] parameters = context.getParameterValues();
    return (Continuation<Object>) parameters[parameters.length - 1];
  }

  private @Nullable Object proceed(@Nullable Interceptor<?, ?> self) {
    return self == null ? context.proceed() : context.proceed(self);
  }
}
