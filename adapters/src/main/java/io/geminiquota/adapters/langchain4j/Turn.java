package io.geminiquota.adapters.langchain4j;

import io.geminiquota.engine.limit.Admission;
import io.geminiquota.engine.limit.Place;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Where a thread waits for its turn. It parks: no monitor is held, virtual threads unmount. */
final class Turn implements Place.Turn {

  private final CompletableFuture<Admission> told = new CompletableFuture<>();

  @Override
  public void admitted() {
    told.complete(Admission.ADMITTED);
  }

  @Override
  public void refused() {
    told.complete(Admission.REFUSED);
  }

  /** Waits. */
  Admission await() throws InterruptedException {
    try {
      return told.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a turn never fails", e);
    }
  }
}
