package io.geminiquota.adapters.okhttp;

import io.geminiquota.engine.limit.Admission;
import io.geminiquota.engine.limit.Place;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CancellationException;
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

  void cancel() {
    told.cancel(false);
  }

  /**
   * Waits.
   *
   * @throws IOException as OkHttp throws it when a call is cancelled or its thread interrupted
   */
  Admission await() throws IOException {
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
