package io.geminiquota.adapters.langchain4j;

import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import io.geminiquota.engine.Decision;
import io.geminiquota.engine.classify.AdvisedBody;
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

  /** Another attempt is made instead: what is still told of this one is told to nobody. */
  private boolean dropped;

  AttemptListener(StreamExchange exchange) {
    this.exchange = exchange;
  }

  @Override
  public void onOpen(SuccessfulHttpResponse response) {
    opened = response;
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
    Throwable told = thrown;
    if (begun) {
      exchange.quietly(() -> exchange.governed.broken(thrown));
    } else {
      told = exchange.judge(thrown);
    }
    if (told == null) {
      dropped = true;
      exchange.again();
      return;
    }
    Throwable error = told;
    begin();
    exchange.tell(listener -> listener.onError(error));
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
    ServerSentEvent told = begun ? event : first(event);
    if (told == null) {
      dropped = true;
      exchange.quietly(cancel);
      exchange.again();
      return;
    }
    begin();
    exchange.read(told.data());
    exchange.tell(listener -> delivery.accept(listener, told));
  }

  /** The first event as it is to be told, or null if another attempt is to be made instead. */
  private @Nullable ServerSentEvent first(ServerSentEvent event) {
    answered(OK);
    String data = event.data();
    if (data == null || !ERROR.matcher(data).lookingAt()) {
      return event;
    }
    try {
      return exchange.failedInStream(data) instanceof Decision.GiveUp giveUp
          ? new ServerSentEvent(event.event(), AdvisedBody.append(data, giveUp.advice()))
          : null;
    } catch (RuntimeException fault) {
      exchange.seam.report(fault);
      return event;
    }
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
      exchange.quietly(() -> exchange.governed.succeeded(status));
    }
  }
}
