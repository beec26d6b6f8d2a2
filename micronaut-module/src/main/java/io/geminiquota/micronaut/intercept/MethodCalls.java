package io.geminiquota.micronaut.intercept;

import io.geminiquota.engine.Governor;
import io.geminiquota.engine.Scope;
import io.geminiquota.engine.observe.CallObserver;
import io.geminiquota.engine.usage.RequestSize;
import io.geminiquota.micronaut.QuotaEngine;
import io.geminiquota.micronaut.RequiresGeminiQuota;
import io.micronaut.aop.InterceptedMethod;
import io.micronaut.aop.Interceptor;
import io.micronaut.core.annotation.Internal;
import io.micronaut.core.propagation.PropagatedContext;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries methods that are calls themselves, because nobody meets what they send: holds them,
 * judges what they throw, and runs them again where that can help. Who waits for a plain result
 * waits on his own thread; for all others nobody waits.
 */
@Internal
@Singleton
@RequiresGeminiQuota
final class MethodCalls {

  private static final Logger LOG = LoggerFactory.getLogger("io.geminiquota");
  private static final Duration FOR_EVER = Duration.ofDays(365);

  private final Governor governor;
  private final CallObserver observer;
  private final ExecutorService executor;
  private final OneWayOnly oneWay;

  /**
   * @param executor runs held methods when their turn comes; they may block
   */
  MethodCalls(QuotaEngine engine, @Named(TaskExecutors.BLOCKING) ExecutorService executor) {
    this.governor = engine.governor();
    this.observer = engine.observer();
    this.executor = executor;
    this.oneWay = new OneWayOnly(governor.settings(), LOG::warn);
  }

  /**
   * Runs a method as a call.
   *
   * @param model that it asks
   * @param scope that it is in
   * @param single whether a publisher has at most one result
   * @param method with its kind of result
   * @param self after whom the method is to go on, each time it is run
   * @throws Exception what the method throws, or why it was not run
   */
  @Nullable Object carry(
      String model, Scope scope, boolean single, InterceptedMethod method, Interceptor<?, ?> self)
      throws Exception {
    PropagatedContext inside =
        PropagatedContext.getOrEmpty().plus(new ScopeElement(governor.scopes(), scope.carried()));
    return switch (method.resultType()) {
      case SYNCHRONOUS -> wait(begin(model, scope), inside, method, self);
      case COMPLETION_STAGE ->
          method.handleResult(
              new AsyncMethodCall(
                      begin(model, scope),
                      executor,
                      () -> inside.propagate(() -> method.interceptResultAsCompletionStage(self)))
                  .start());
      case PUBLISHER ->
          method.handleResult(
              new ReactiveMethodCall(
                      () -> begin(model, scope),
                      executor,
                      new ScopeElement(governor.scopes(), scope.carried()),
                      () -> inside.propagate(() -> method.interceptResultAsPublisher(self)))
                  .publisher(single));
    };
  }

  /** Runs a method of Kotlin's coroutines as a call. */
  @Nullable Object carry(String model, Scope scope, KotlinMethod method, Interceptor<?, ?> self) {
    return method.carried(
        () -> begin(model, scope),
        executor,
        new ScopeElement(governor.scopes(), scope.carried()),
        self);
  }

  private CarriedCall begin(String model, Scope scope) {
    oneWay.runs(model);
    return new CarriedCall(
        governor.begin(
            governor.requests().unseen(model), RequestSize.UNKNOWN, FOR_EVER, scope, observer));
  }

  private static @Nullable Object wait(
      CarriedCall call, PropagatedContext inside, InterceptedMethod method, Interceptor<?, ?> self)
      throws Exception {
    while (true) {
      await(call);
      call.begins();
      try (PropagatedContext.Scope ignored = inside.propagate()) {
        Object result = method.interceptResult(self);
        call.succeeded();
        return result;
      } catch (Exception thrown) {
        if (!call.retries(thrown)) {
          throw thrown;
        }
      } catch (Error error) {
        call.broken(error);
        throw error;
      }
    }
  }

  private static void await(CarriedCall call) {
    CompletableFuture<@Nullable Void> admission = call.admission();
    try {
      admission.get();
    } catch (InterruptedException e) {
      call.cancelled();
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while the call was held for its quota");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException refused
          ? refused
          : new IllegalStateException(e.getCause());
    }
  }
}
