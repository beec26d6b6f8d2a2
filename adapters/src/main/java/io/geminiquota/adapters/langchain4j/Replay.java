package io.geminiquota.adapters.langchain4j;

import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParsingHandle;
import io.geminiquota.engine.cache.CachedCall;
import io.geminiquota.engine.cache.KeptAnswer;

/** Tells a listener the events of an answer that is there. */
final class Replay implements ServerSentEventParsingHandle {

  private volatile boolean cancelled;

  private Replay() {}

  static void of(CachedCall cached, ServerSentEventListener listener) {
    KeptAnswer answer = cached.answer();
    if (answer.status() >= 400) {
      listener.onError(SharedAnswer.error(answer));
    } else {
      new Replay().tell(cached, listener);
    }
  }

  private void tell(CachedCall cached, ServerSentEventListener listener) {
    listener.onOpen(SharedAnswer.response(cached, null));
    ServerSentEventContext context = new ServerSentEventContext(this);
    for (ServerSentEvent event : EventText.read(SharedAnswer.text(cached.answer()))) {
      if (cancelled) {
        return;
      }
      listener.onEvent(event, context);
    }
    listener.onClose();
  }

  @Override
  public void cancel() {
    cancelled = true;
  }

  @Override
  public boolean isCancelled() {
    return cancelled;
  }
}
