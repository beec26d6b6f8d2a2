package io.geminiquota.adapters.okhttp;

import io.geminiquota.engine.cache.AnswerCache;
import io.geminiquota.engine.cache.Cacheable;
import io.geminiquota.engine.cache.CachedCall;
import io.geminiquota.engine.cache.CachedCall.Way;
import io.geminiquota.engine.observe.CallObserver;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * In front of all who carry calls: those whose answer is there, or is on its way to an identical
 * call, are not carried at all.
 */
final class CachedCalls {

  private final AnswerCache cache;
  private final CallObserver observer;
  private final @Nullable CancelWatch watch;
  private final Consumer<Throwable> faults;

  /** Enqueues a call; false if it is to be enqueued as it is. */
  interface Enqueuing {
    boolean enqueue(CallObserver told, Callback callback);
  }

  /**
   * @param observer is told of the calls
   * @param watch tells who was cancelled, null where OkHttp's own call does
   * @param faults is told of our own faults
   */
  CachedCalls(
      AnswerCache cache,
      CallObserver observer,
      @Nullable CancelWatch watch,
      Consumer<Throwable> faults) {
    this.cache = cache;
    this.observer = observer;
    this.watch = watch;
    this.faults = faults;
  }

  /**
   * A call that the application waits for.
   *
   * @param carrying carries it, if it is to be sent
   * @return how it ended, or null as the carrying says it
   */
  @Nullable Execution execute(
      Call call,
      CallTag tag,
      Cacheable asked,
      Function<CallObserver, @Nullable Execution> carrying) {
    CachedCall cached = begin(call, asked);
    try {
      Response replayed = way(call, tag, cached) == Way.ANSWERED ? replayed(call, cached) : null;
      if (replayed != null) {
        return new Execution(replayed, null);
      }
    } catch (IOException ended) {
      cached.cancelled();
      return new Execution(null, ended);
    }
    Execution execution = carrying.apply(cached.observer());
    if (execution == null) {
      cached.dissolved();
      return null;
    }
    Response response = execution.response();
    if (response == null) {
      broken(call, cached);
      return execution;
    }
    return new Execution(recorded(response, cached, tag), null);
  }

  /**
   * A call that the application does not wait for.
   *
   * @return false if it is to be enqueued as it is
   */
  boolean enqueue(Call call, CallTag tag, Cacheable asked, Callback callback, Enqueuing carrying) {
    return new EnqueuedCall(this, call, tag, begin(call, asked), callback, carrying).begin();
  }

  /** The answer that is there; null if that cannot be given, and the call is to be sent. */
  @Nullable Response replayed(Call call, CachedCall cached) {
    try {
      return ReplayedResponse.of(call.request(), cached);
    } catch (RuntimeException | LinkageError fault) {
      faults.accept(fault);
      return null;
    }
  }

  /** The answer to a call that was sent, which others may share from now on. */
  Response recorded(Response response, CachedCall cached, CallTag tag) {
    try {
      return RecordedAnswer.in(response, cached, tag);
    } catch (RuntimeException | LinkageError fault) {
      faults.accept(fault);
      cached.dissolved();
      return response;
    }
  }

  /** What became of a call without any response. */
  static void broken(Call call, CachedCall cached) {
    if (call.isCanceled() || Thread.currentThread().isInterrupted()) {
      cached.cancelled();
    } else {
      cached.broken();
    }
  }

  /**
   * What a wait has left of the application's own bound on its call.
   *
   * @throws InterruptedIOException as OkHttp does when nothing is left
   */
  static void takeOff(long waited, Call call) throws InterruptedIOException {
    long timeout = call.timeout().timeoutNanos();
    if (timeout > 0) {
      if (waited >= timeout) {
        throw new InterruptedIOException("timeout");
      }
      call.timeout().timeout(timeout - waited, TimeUnit.NANOSECONDS);
    }
  }

  private CachedCall begin(Call call, Cacheable asked) {
    long timeout = call.timeout().timeoutNanos();
    return cache.begin(timeout > 0 ? asked.within(Duration.ofNanos(timeout)) : asked, observer);
  }

  private Way way(Call call, CallTag tag, CachedCall cached) throws IOException {
    Follower follower = new Follower(call);
    Way way = cached.ask(follower);
    if (way != Way.FOLLOWS) {
      return way;
    }
    long began = System.nanoTime();
    tag.waiting(follower);
    if (watch != null) {
      watch.add(follower);
    }
    try {
      if (follower.isCancelled()) {
        follower.cancel();
      }
      way = follower.await();
    } finally {
      tag.waiting(null);
      if (watch != null) {
        watch.remove(follower);
      }
    }
    if (way == Way.LEADS) {
      takeOff(System.nanoTime() - began, call);
    }
    return way;
  }
}
