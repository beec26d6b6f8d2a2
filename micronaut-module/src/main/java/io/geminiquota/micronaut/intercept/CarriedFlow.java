package io.geminiquota.micronaut.intercept;

import io.geminiquota.micronaut.exception.QuotaRefusedException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowKt;
import kotlinx.coroutines.future.FutureKt;
import org.jspecify.annotations.Nullable;

/**
 * One collection of a Flow that is a call itself. While it is held its coroutine is suspended. It
 * is run again only while nothing was delivered.
 */
final class CarriedFlow {

  private final CarriedCall call;
  private final Executor executor;
  private boolean delivered;
  private boolean over;

  private CarriedFlow(CarriedCall call, Executor executor) {
    this.call = call;
    this.executor = executor;
  }

  /**
   * A Flow each of whose collections is a call.
   *
   * @param begin such a call
   * @param executor where whose turn has come is told so
   * @param attempt what it runs
   */
  static Flow<Object> of(Supplier<CarriedCall> begin, Executor executor, Flow<Object> attempt) {
    return (collector, continuation) ->
        new CarriedFlow(begin.get(), executor).around(attempt).collect(collector, continuation);
  }

  private Flow<Object> around(Flow<Object> attempt) {
    Flow<Object> run =
        (collector, continuation) -> {
          call.begins();
          return attempt.collect(collector, continuation);
        };
    Flow<Object> held = FlowKt.onStart(run, (collector, continuation) -> admitted(continuation));
    Flow<Object> seen =
        FlowKt.onEach(
            held,
            (value, continuation) -> {
              delivered = true;
              return Unit.INSTANCE;
            });
    Flow<Object> repeated =
        FlowKt.retryWhen(seen, (collector, thrown, tried, continuation) -> again(thrown));
    return FlowKt.onCompletion(
        repeated,
        (collector, thrown, continuation) -> {
          ended(thrown);
          return Unit.INSTANCE;
        });
  }

  private @Nullable Object admitted(Continuation<? super Unit> continuation) {
    CompletableFuture<@Nullable Void> admission = call.admission();
    // Never on the thread that wakes the engine: some dispatchers go on wherever they are told.
    Executor runner = admission.isDone() ? Runnable::run : executor;
    return FutureKt.await(admission.thenApplyAsync(nothing -> Unit.INSTANCE, runner), continuation);
  }

  private boolean again(Throwable thrown) {
    boolean again = false;
    if (delivered) {
      call.broken(thrown);
    } else if (!(thrown instanceof QuotaRefusedException)) {
      again = call.retries(thrown);
    }
    over = !again;
    return again;
  }

  private void ended(@Nullable Throwable thrown) {
    if (thrown == null) {
      call.succeeded();
    } else if (!over) {
      // Cancelled, or the collector wants no more.
      call.cancelled();
    }
  }
}
