package io.geminiquota.adapters.okhttp;

import io.geminiquota.engine.cache.CachedCall;
import io.geminiquota.engine.cache.CachedCall.Way;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import okhttp3.Call;

/**
 * Where a thread waits for the answer to an identical call. It parks: no monitor is held, virtual
 * threads unmount.
 */
final class Follower implements CachedCall.Turn, Cancellable {

  private final Call call;
  private final CompletableFuture<Way> told = new CompletableFuture<>();

  Follower(Call call) {
    this.call = call;
  }

  @Override
  public void answered() {
    told.complete(Way.ANSWERED);
  }

  @Override
  public void leads() {
    told.complete(Way.LEADS);
  }

  @Override
  public boolean isCancelled() {
    return call.isCanceled();
  }

  @Override
  public void cancel() {
    told.cancel(false);
  }

  /**
   * Waits.
   *
   * @throws IOException as OkHttp throws it when a call is cancelled or its thread interrupted
   */
  Way await() throws IOException {
    try {
      return told.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (CancellationException | ExecutionException e) {
      throw new IOException("Canceled");
    }
  }
}
