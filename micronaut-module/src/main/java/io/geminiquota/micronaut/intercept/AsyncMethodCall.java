package io.geminiquota.micronaut.intercept;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Carries a method whose result is a stage. While it is held no thread waits. */
final class AsyncMethodCall {

  private final CarriedCall call;
  private final Executor executor;
  private final Supplier<CompletionStage<?>> method;
  private final CompletableFuture<@Nullable Object> result = new CompletableFuture<>();

  AsyncMethodCall(CarriedCall call, Executor executor, Supplier<CompletionStage<?>> method) {
    this.call = call;
    this.executor = executor;
    this.method = method;
  }

  CompletableFuture<@Nullable Object> start() {
    onCancel(call::cancelled);
    attempt();
    return result;
  }

  private void onCancel(Runnable reaction) {
    CompletableFuture<?> unused =
        result.whenComplete(
            (value, thrown) -> {
              if (result.isCancelled()) {
                reaction.run();
              }
            });
  }

  private void attempt() {
    CompletableFuture<@Nullable Void> admission = call.admission();
    // Never on the thread that wakes the engine: the method is the application's own.
    Executor runner = admission.isDone() ? Runnable::run : executor;
    CompletableFuture<?> unused =
        admission.whenCompleteAsync((nothing, refused) -> admitted(refused), runner);
  }

  private void admitted(@Nullable Throwable refused) {
    if (refused != null) {
      result.completeExceptionally(refused);
      return;
    }
    if (result.isDone()) {
      call.cancelled();
      return;
    }
    call.begins();
    CompletionStage<?> stage;
    try {
      stage = method.get();
    } catch (RuntimeException | Error thrown) {
      ended(null, thrown);
      return;
    }
    CompletionStage<?> unused = stage.whenComplete(this::ended);
    onCancel(() -> stage.toCompletableFuture().cancel(true));
  }

  private void ended(@Nullable Object value, @Nullable Throwable thrown) {
    if (thrown == null) {
      call.succeeded();
      result.complete(value);
    } else if (!result.isDone() && call.retries(thrown)) {
      attempt();
    } else {
      result.completeExceptionally(thrown);
    }
  }
}
