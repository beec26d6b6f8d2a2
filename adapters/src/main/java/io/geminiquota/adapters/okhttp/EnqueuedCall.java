package io.geminiquota.adapters.okhttp;

import io.geminiquota.engine.cache.CachedCall;
import java.io.IOException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;

/**
 * A call past the cache that the application does not wait for. While it follows another one no
 * thread waits with it.
 */
final class EnqueuedCall implements CachedCall.Turn, Cancellable, Callback {

  private final CachedCalls calls;
  private final Call call;
  private final CallTag tag;
  private final CachedCall cached;
  private final Callback callback;
  private final CachedCalls.Enqueuing carrying;
  private final long began = System.nanoTime();

  EnqueuedCall(
      CachedCalls calls,
      Call call,
      CallTag tag,
      CachedCall cached,
      Callback callback,
      CachedCalls.Enqueuing carrying) {
    this.calls = calls;
    this.call = call;
    this.tag = tag;
    this.cached = cached;
    this.callback = callback;
    this.carrying = carrying;
  }

  /** Goes the way that the cache says; false if the call is to be enqueued as it is. */
  boolean begin() {
    tag.waiting(this);
    switch (cached.ask(this)) {
      case ANSWERED -> answered();
      case LEADS -> {
        return isCarried();
      }
      case FOLLOWS -> {
        if (isCancelled()) {
          cancel();
        }
      }
    }
    return true;
  }

  @Override
  public void answered() {
    tag.waiting(null);
    tag.later(this::deliver);
  }

  /** On another thread than that of the call that led before, which has an application to go to. */
  @Override
  public void leads() {
    tag.later(
        () -> {
          try {
            CachedCalls.takeOff(System.nanoTime() - began, call);
          } catch (IOException timeout) {
            onFailure(call, timeout);
            return;
          }
          if (!isCarried()) {
            call.enqueue(callback);
          }
        });
  }

  @Override
  public boolean isCancelled() {
    return call.isCanceled();
  }

  @Override
  public void cancel() {
    if (cached.leaves()) {
      tag.later(() -> callback.onFailure(call, new IOException("Canceled")));
    }
  }

  @Override
  public void onResponse(Call carried, Response response) throws IOException {
    callback.onResponse(call, calls.recorded(response, cached, tag));
  }

  @Override
  public void onFailure(Call carried, IOException fault) {
    CachedCalls.broken(call, cached);
    callback.onFailure(call, fault);
  }

  private boolean isCarried() {
    tag.waiting(null);
    boolean carried = carrying.enqueue(cached.observer(), this);
    if (!carried) {
      cached.dissolved();
    }
    return carried;
  }

  private void deliver() {
    Response replayed = calls.replayed(call, cached);
    if (replayed == null) {
      call.enqueue(callback);
      return;
    }
    try {
      callback.onResponse(call, replayed);
    } catch (IOException e) {
      // The call is over; OkHttp, too, does nothing about what a callback throws.
    }
  }
}
