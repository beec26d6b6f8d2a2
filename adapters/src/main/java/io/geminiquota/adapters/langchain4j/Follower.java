package io.geminiquota.adapters.langchain4j;

import io.geminiquota.engine.cache.CachedCall;
import io.geminiquota.engine.cache.CachedCall.Way;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Where a thread waits for the answer to an identical call. It parks: no monitor is held, virtual
 * threads unmount.
 */
final class Follower implements CachedCall.Turn {

  private final CompletableFuture<Way> told = new CompletableFuture<>();

  @Override
  public void answered() {
    told.complete(Way.ANSWERED);
  }

  @Override
  public void leads() {
    told.complete(Way.LEADS);
  }

  /** Waits. */
  Way await() throws InterruptedException {
    try {
      return told.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a turn never fails", e);
    }
  }
}
