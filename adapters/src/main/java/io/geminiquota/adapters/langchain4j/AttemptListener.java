package io.geminiquota.adapters.langchain4j;

import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Hears of one attempt at a stream and passes it on, from the first event on without looking back.
 * Until then a failure, or an error inside a response that looked like none, leads to another
 * attempt where that can help: nothing of this one is told then.
 */
final class AttemptListener implements ServerSentEventListener {

  private static final int OK = 200;

  private static final Pattern ERROR = Pattern.compile("\\s*\\{\\s*\"error\"\\s*:");

  private final StreamExchange exchange;
  private @Nullable SuccessfulHttpResponse opened;
  private boolean answered;
  private boolean begun;

  /** It was an error, or is made again: what is still told of this attempt is told to nobody. */
  private boolean dropped;

  AttemptListener(StreamExchange exchange) {
    this.exchange = exchange;
  }

  @Override
  public void onOpen(SuccessfulHttpResponse response) {
    opened = exchange.shown(response);
    answered(response.statusCode());
  }

  @Override
  public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
    pass(
        event,
        context.parsingHandle()::cancel,
        (listener, told) -> listener.onEvent(told, context));
  }

  @Override
  public void onEvent(ServerSentEvent event) {
    pass(event, () -> {}, ServerSentEventListener::onEvent);
  }

  @Override
  public void onError(Throwable thrown) {
    if (dropped) {
      return;
    }
    if (begun) {
      exchange.broken(thrown);
      exchange.tell(listener -> listener.onError(thrown));
      return;
    }
    Throwable told = exchange.judge(thrown);
    if (told == null) {
      dropped = true;
      exchange.again();
    } else {
      begin();
      exchange.tell(listener -> listener.onError(told));
    }
  }

  @Override
  public void onClose() {
    if (dropped) {
      return;
    }
    answered(OK);
    begin();
    exchange.finished();
    exchange.tell(ServerSentEventListener::onClose);
  }

  private void pass(
      ServerSentEvent event,
      Runnable cancel,
      BiConsumer<ServerSentEventListener, ServerSentEvent> delivery) {
    if (dropped) {
      return;
    }
    if (!begun) {
      answered(OK);
      if (event.data() != null && ERROR.matcher(event.data()).lookingAt()) {
        dropped = true;
        exchange.quietly(cancel);
        exchange.failedInStream(event.data());
        return;
      }
      begin();
    }
    exchange.read(event.data());
    exchange.tell(listener -> delivery.accept(listener, event));
  }

  /** From here on there is no way back. */
  private void begin() {
    begun = true;
    SuccessfulHttpResponse response = opened;
    if (response != null) {
      opened = null;
      exchange.tell(listener -> listener.onOpen(response));
    }
  }

  /** The head of the response has come; a client need not tell it. */
  private void answered(int status) {
    if (!answered) {
      answered = true;
      exchange.governed.succeeded(status);
    }
  }
}
