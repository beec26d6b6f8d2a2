package io.geminiquota.agent.glue;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import io.geminiquota.adapters.langchain4j.Execution;
import io.geminiquota.adapters.langchain4j.HttpClientSeam;
import io.geminiquota.engine.Governor;
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
   * @param observer sees them
   * @param faults is told of our own faults
   */
  public HttpClientAdvice(Governor governor, CallObserver observer, Consumer<Throwable> faults) {
    this.seam = new HttpClientSeam(governor, observer, faults);
  }

  /**
   * What the client would return; null means: go on as without us.
   *
   * @throws Throwable what the client would throw
   */
  public @Nullable SuccessfulHttpResponse execute(HttpClient client, HttpRequest request)
      throws Throwable {
    Execution execution = seam.execute(client, request);
    if (execution == null) {
      return null;
    }
    Throwable thrown = execution.thrown();
    if (thrown != null) {
      throw thrown;
    }
    return execution.response();
  }

  /** Whether the stream is carried already. */
  public boolean stream(
      HttpClient client,
      HttpRequest request,
      @Nullable ServerSentEventParser parser,
      ServerSentEventListener listener) {
    return seam.stream(client, request, parser, listener);
  }
}
