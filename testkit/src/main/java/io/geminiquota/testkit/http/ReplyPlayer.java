package io.geminiquota.testkit.http;

import io.geminiquota.testkit.wire.Reply;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.QuietException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Plays one reply: part after part, each after its pause. Between parts it holds no thread. */
final class ReplyPlayer {

  private final Reply reply;
  private final Runnable ended;
  private final AtomicBoolean over = new AtomicBoolean();
  private final Request request;
  private final Response response;
  private final Callback callback;
  private final ScheduledExecutorService timer;
  private volatile @Nullable Future<?> next;

  ReplyPlayer(
      Exchange exchange,
      Request request,
      Response response,
      Callback callback,
      ScheduledExecutorService timer) {
    this.reply = exchange.reply();
    this.ended = exchange.ended();
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.timer = timer;
  }

  void play() {
    request.addFailureListener(failure -> end());
    if (reply.status() != Reply.SILENCE) {
      response.setStatus(reply.status());
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, reply.contentType());
      reply.headers().forEach((name, value) -> response.getHeaders().put(name, value));
    }
    schedule(0);
  }

  private void schedule(int index) {
    long pause = reply.parts().get(index).pause().toNanos();
    if (pause == 0) {
      send(index);
      return;
    }
    try {
      next =
          timer.schedule(
              () -> request.getContext().execute(() -> send(index)), pause, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException closed) {
      fail(closed);
    }
  }

  private void send(int index) {
    boolean last = index == reply.parts().size() - 1;
    if (last) {
      end();
      if (reply.ending() == Reply.Ending.CUT) {
        cut();
        return;
      }
    }
    response.write(
        last,
        StandardCharsets.UTF_8.encode(reply.parts().get(index).text()),
        Callback.from(last ? callback::succeeded : () -> schedule(index + 1), this::fail));
  }

  private void cut() {
    request.getConnectionMetaData().getConnection().getEndPoint().close();
    callback.failed(new CutOnPurpose());
  }

  private void fail(Throwable failure) {
    end();
    callback.failed(failure);
  }

  private void end() {
    if (over.compareAndSet(false, true)) {
      ended.run();
      Future<?> waiting = next;
      if (waiting != null) {
        waiting.cancel(false);
      }
    }
  }

  /** No fault of the simulator: a scripted answer asked for it. */
  private static final class CutOnPurpose extends Exception implements QuietException {
    private static final long serialVersionUID = 1L;

    CutOnPurpose() {
      super("the simulator cut this connection as it was told", null, false, false);
    }
  }
}
