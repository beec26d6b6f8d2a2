package io.geminiquota.agent.glue;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import io.geminiquota.adapters.langchain4j.Execution;
import io.geminiquota.adapters.langchain4j.HttpClientSeam;
import io.geminiquota.engine.Governor;
import io.geminiquota.engine.cache.AnswerCache;
import io.geminiquota.engine.observe.CallObserver;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What LangChain4j calls, once woven, before it calls its HTTP client. */
public final class HttpClientAdvice {

  private final HttpClientSeam seam;

  /**
   * Called by name, when the first place is linked.
   *
   * @param governor decides about the calls
   * @param cache answers those that need not be sent
   * @param observer sees them
   * @param faults is told of our own faults
   */
  public HttpClientAdvice(
      Governor governor, AnswerCache cache, CallObserver observer, Consumer<Throwable> faults) {
    this.seam = new HttpClientSeam(governor, cache, observer, faults);
  }

  /**
   * What the client's {@code execute} is to return instead, a {@code SuccessfulHttpResponse}, or to
   * throw, a {@code Throwable}; null means: go on as without us. It throws nothing by itself: what
   * an advice throws is a fault of ours.
   */
  public @Nullable Object execute(HttpClient client, HttpRequest request) {
    Execution execution = seam.execute(client, request);
    if (execution == null) {
      return null;
    }
    Throwable thrown = execution.thrown();
    return thrown == null ? execution.response() : thrown;
  }

  /**
   * What is to be thrown instead of starting a stream, a {@code Throwable}; anything else if the
   * stream is carried already, and null means: go on as without us.
   */
  public @Nullable Object stream(
      HttpClient client,
      HttpRequest request,
      @Nullable ServerSentEventParser parser,
      ServerSentEventListener listener) {
    try {
      return seam.stream(client, request, parser, listener) ? this : null;
    } catch (Throwable thrownByTheClient) {
      return thrownByTheClient;
    }
  }
}
