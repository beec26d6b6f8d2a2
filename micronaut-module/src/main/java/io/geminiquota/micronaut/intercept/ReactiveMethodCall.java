package io.geminiquota.micronaut.intercept;

import io.geminiquota.micronaut.exception.QuotaRefusedException;
import io.micronaut.core.async.propagation.ReactorPropagation;
import io.micronaut.core.propagation.PropagatedContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.ContextView;

/**
 * Carries a method whose result is a publisher: each subscription is a call. It is run again only
 * while nothing was delivered.
 */
final class ReactiveMethodCall {

  private final Supplier<CarriedCall> begin;
  private final Executor executor;
  private final ScopeElement scope;
  private final Supplier<Publisher<?>> method;

  ReactiveMethodCall(
      Supplier<CarriedCall> begin,
      Executor executor,
      ScopeElement scope,
      Supplier<Publisher<?>> method) {
    this.begin = begin;
    this.executor = executor;
    this.scope = scope;
    this.method = method;
  }

  /** A Mono for a method that has at most one result, because nothing else can become one. */
  Publisher<?> publisher(boolean single) {
    Flux<Object> results =
        Flux.deferContextual(
            view -> {
              CarriedCall call = begin(view);
              return attempt(call, new AtomicBoolean()).doOnCancel(call::cancelled);
            });
    return single ? results.singleOrEmpty() : results;
  }

  /** In the context of whoever subscribes, so that the call is part of its trace. */
  private CarriedCall begin(ContextView view) {
    return ReactorPropagation.findPropagatedContext(view)
        .orElseGet(PropagatedContext::getOrEmpty)
        .propagate(begin);
  }

  private Flux<Object> attempt(CarriedCall call, AtomicBoolean delivered) {
    return onceAdmitted(call.admission(), Flux.defer(() -> run(call)))
        .doOnNext(result -> delivered.set(true))
        .doOnComplete(call::succeeded)
        .onErrorResume(thrown -> afterwards(call, delivered, thrown));
  }

  /** Who need not be held has no operator for it: that would cost more than the admission. */
  private Flux<Object> onceAdmitted(
      CompletableFuture<@Nullable Void> admission, Flux<Object> results) {
    if (!admission.isDone()) {
      return Mono.fromFuture(admission)
          .publishOn(Schedulers.fromExecutor(executor))
          .thenMany(results);
    }
    return admission.isCompletedExceptionally()
        ? Mono.fromFuture(admission).thenMany(results)
        : results;
  }

  private Flux<Object> run(CarriedCall call) {
    call.begins();
    return Flux.from(ScopedPublisher.of(method.get(), scope));
  }

  private Flux<Object> afterwards(CarriedCall call, AtomicBoolean delivered, Throwable thrown) {
    if (thrown instanceof QuotaRefusedException) {
      return Flux.error(thrown);
    }
    if (delivered.get()) {
      call.broken(thrown);
      return Flux.error(thrown);
    }
    return call.retries(thrown) ? attempt(call, delivered) : Flux.error(thrown);
  }
}
