package io.geminiquota.adapters.langchain4j;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import io.geminiquota.adapters.GuardedCall;
import io.geminiquota.adapters.GuardedScopes;
import io.geminiquota.engine.Scope;
import io.geminiquota.engine.limit.Place;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries a call whose answer comes as a stream of events. The application does not wait for it, so
 * neither does any thread while it is held: it is an entry in a queue.
 */
final class StreamExchange extends Exchange implements Place.Turn {

  /** Starts a stream that is told to a listener. */
  interface Start extends BiConsumer<HttpRequest, ServerSentEventListener> {}

  private final Start start;
  private final ServerSentEventListener listener;
  private final GuardedScopes scopes;
  private final @Nullable Scope scope;

  /**
   * @param start makes an attempt
   * @param listener the application's own
   * @param scope what the call is made in: its answers are told in it, too
   */
  StreamExchange(
      Start start,
      HttpRequest request,
      ServerSentEventListener listener,
      GuardedCall governed,
      HttpClientSeam seam,
      GuardedScopes scopes,
      @Nullable Scope scope) {
    super(request, governed, seam);
    this.start = start;
    this.listener = listener;
    this.scopes = scopes;
    this.scope = scope;
  }

  /**
   * Asks leave for the next attempt, and makes it now or when its turn comes.
   *
   * @throws RuntimeException what the client throws by itself
   */
  void proceed() {
    switch (governed.admit(this)) {
      case ADMITTED -> send();
      case REFUSED -> refused();
      case HELD -> {}
    }
  }

  @Override
  public void admitted() {
    elsewhere(() -> orTell(this::send));
  }

  @Override
  public void refused() {
    elsewhere(() -> orTell(this::answerRefusal));
  }

  /** Makes another attempt instead of one that failed, on whatever thread told so. */
  void again() {
    orTell(this::proceed);
  }

  /**
   * A stream has begun with an error, inside a response that looked like none. LangChain4j makes an
   * empty answer of such an event; who is told the error can do something about it.
   */
  void failedInStream(String error) {
    Throwable told = judgeInStream(error);
    if (told == null) {
      again();
    } else {
      tell(application -> application.onError(told));
    }
  }

  /** Tells the application, in the scope that its call was made in. */
  void tell(Consumer<ServerSentEventListener> news) {
    try (GuardedScopes.Inside ignored = scopes.inside(scope)) {
      news.accept(listener);
    }
  }

  private void answerRefusal() {
    HttpException answer = answerToRefusal();
    if (answer == null) {
      proceed();
    } else {
      tell(application -> application.onError(answer));
    }
  }

  private void send() {
    try {
      HttpRequest request = toBeSent();
      send(() -> start.accept(request, new AttemptListener(this)));
    } catch (RuntimeException | Error thrownByTheClient) {
      governed.broken(thrownByTheClient);
      throw thrownByTheClient;
    }
  }

  /** Nobody is there any more to whom it could be thrown. */
  private void orTell(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | Error fault) {
      tell(application -> application.onError(fault));
    }
  }

  /**
   * Runs the client, and the application, on a thread of their own: never on the timer's, where a
   * client that blocks would hold all others.
   */
  private static void elsewhere(Runnable task) {
    Thread thread = new Thread(null, task, "gemini-quota-stream", 0, false);
    thread.setDaemon(true);
    thread.start();
  }
}
