package io.geminiquota.adapters.langchain4j;

import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import io.geminiquota.engine.cache.CachedCall;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The application's own listener; what it is told is recorded for those who ask the same. */
final class RecordingListener implements ServerSentEventListener {

  private final ServerSentEventListener listener;
  private final CachedCall cached;
  private final StringBuilder events = new StringBuilder();
  private @Nullable Exchange exchange;
  private @Nullable String contentType;
  private boolean over;

  RecordingListener(ServerSentEventListener listener, CachedCall cached) {
    this.listener = listener;
    this.cached = cached;
  }

  /** Who carries the call. */
  void carriedBy(Exchange carrier) {
    exchange = carrier;
  }

  @Override
  public void onOpen(SuccessfulHttpResponse response) {
    contentType = SharedAnswer.contentType(response);
    listener.onOpen(response);
  }

  @Override
  public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
    record(event);
    listener.onEvent(event, context);
    if (!over && context.parsingHandle().isCancelled()) {
      over = true;
      cached.cancelled();
    }
  }

  @Override
  public void onEvent(ServerSentEvent event) {
    record(event);
    listener.onEvent(event);
  }

  @Override
  public void onError(Throwable thrown) {
    Exchange carrier = exchange;
    if (!over && carrier != null) {
      over = true;
      SharedAnswer.tellThrown(thrown, carrier, cached);
    }
    listener.onError(thrown);
  }

  @Override
  public void onClose() {
    Exchange carrier = exchange;
    if (!over && carrier != null) {
      over = true;
      byte[] body = events.toString().getBytes(StandardCharsets.UTF_8);
      cached.landed(contentType, body, carrier.governed.isAsAsked());
    }
    listener.onClose();
  }

  private void record(ServerSentEvent event) {
    if (over) {
      return;
    }
    EventText.add(events, event);
    if (events.length() > CachedCall.LARGEST) {
      over = true;
      events.setLength(0);
      cached.dissolved();
    }
  }
}
