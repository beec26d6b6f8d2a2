package io.geminiquota.adapters.langchain4j;

import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a listener is told, in this order. */
final class ToldEvents implements ServerSentEventListener {

  final List<String> told = new CopyOnWriteArrayList<>();
  final CompletableFuture<SuccessfulHttpResponse> opened = new CompletableFuture<>();
  final CompletableFuture<Throwable> error = new CompletableFuture<>();
  final CompletableFuture<Void> closed = new CompletableFuture<>();

  @Override
  public void onOpen(SuccessfulHttpResponse response) {
    told.add("open");
    opened.complete(response);
  }

  @Override
  public void onEvent(ServerSentEvent event) {
    told.add("event");
  }

  @Override
  public void onError(Throwable throwable) {
    told.add("error");
    error.complete(throwable);
    closed.completeExceptionally(throwable);
  }

  @Override
  public void onClose() {
    told.add("close");
    closed.complete(null);
  }
}
