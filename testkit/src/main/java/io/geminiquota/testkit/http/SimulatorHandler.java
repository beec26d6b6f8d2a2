package io.geminiquota.testkit.http;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;

/**
 * Between Jetty and the service: reads the body without waiting for it, then has the reply played.
 */
final class SimulatorHandler extends Handler.Abstract.NonBlocking {

  private final Service service;
  private final ScheduledExecutorService timer;

  SimulatorHandler(Service service, ScheduledExecutorService timer) {
    this.service = service;
    this.timer = timer;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Content.Source.asString(
        request,
        StandardCharsets.UTF_8,
        new Promise<>() {
          @Override
          public void succeeded(String body) {
            answer(body, request, response, callback);
          }

          @Override
          public void failed(Throwable failure) {
            callback.failed(failure);
          }
        });
    return true;
  }

  private void answer(String body, Request request, Response response, Callback callback) {
    try {
      Exchange exchange = service.receive(call(request, body));
      new ReplyPlayer(exchange, request, response, callback, timer).play();
    } catch (RuntimeException fault) {
      callback.failed(fault);
    }
  }

  private static HttpCall call(Request request, String body) {
    return new HttpCall(
        request.getMethod(),
        request.getHttpURI().getDecodedPath(),
        Objects.requireNonNullElse(request.getHttpURI().getQuery(), ""),
        request.getHeaders()::get,
        body);
  }
}
