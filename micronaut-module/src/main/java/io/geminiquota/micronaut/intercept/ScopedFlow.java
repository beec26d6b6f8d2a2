package io.geminiquota.micronaut.intercept;

import io.micronaut.core.async.propagation.KotlinCoroutinePropagation;
import io.micronaut.core.propagation.PropagatedContext;
import java.util.function.Supplier;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowCollector;
import org.jspecify.annotations.Nullable;

/**
 * A Flow that is in a scope wherever it is collected; whoever collects it is outside. The two take
 * turns on one thread, and either may suspend, so the scope is changed at each border between them:
 * {@code flowOn} would only see to it that the Flow has it when it is dispatched.
 *
 * @param flow made anew for each collection, in the scope
 */
record ScopedFlow(Supplier<Flow<Object>> flow, ScopeElement scope) implements Flow<Object> {

  @Override
  public @Nullable Object collect(
      FlowCollector<? super Object> collector, Continuation<? super Unit> collecting) {
    CoroutineContext around = collecting.getContext();
    PropagatedContext present = KotlinMethod.propagated(collecting);
    PropagatedContext outside = present.plus(scope.present());
    PropagatedContext inside = present.plus(scope);
    FlowCollector<Object> border =
        (value, emitting) -> {
          try (PropagatedContext.Scope ignored = outside.propagate()) {
            return collector.emit(value, new Crossing<>(around, inside, emitting));
          }
        };
    CoroutineContext own =
        KotlinCoroutinePropagation.Companion.updatePropagatedContext(around, inside);
    try (PropagatedContext.Scope ignored = inside.propagate()) {
      return flow.get().collect(border, new Crossing<>(own, outside, collecting));
    }
  }

  /**
   * The way back over the border.
   *
   * @param context on this side
   * @param beyond where it leads to
   * @param next who goes on there
   */
  private record Crossing<T>(
      CoroutineContext context, PropagatedContext beyond, Continuation<? super T> next)
      implements Continuation<T> {

    @Override
    public CoroutineContext getContext() {
      return context;
    }

    @Override
    public void resumeWith(Object result) {
      try (PropagatedContext.Scope ignored = beyond.propagate()) {
        next.resumeWith(result);
      }
    }
  }
}
