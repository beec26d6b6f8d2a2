package io.geminiquota.adapters.langchain4j;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;

/** Does by hand what the agent weaves into the callers of a client. */
record WovenClient(HttpClientSeam seam, HttpClient client) implements HttpClient {

  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    Execution execution = seam.execute(client, request);
    if (execution == null) {
      return client.execute(request);
    }
    if (execution.thrown() instanceof RuntimeException thrown) {
      throw thrown;
    }
    return execution.response();
  }

  @Override
  public void execute(HttpRequest request, ServerSentEventListener listener) {
    if (!seam.stream(client, request, null, listener)) {
      client.execute(request, listener);
    }
  }

  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    if (!seam.stream(client, request, parser, listener)) {
      client.execute(request, parser, listener);
    }
  }
}
