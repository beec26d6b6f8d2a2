package io.geminiquota.adapters.okhttp;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.Okio;
import okio.Source;
import okio.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * The body of a success, on its way to the application: nothing of it is kept. It tells when the
 * application has read it, or has had enough of it; and a stream that begins with an error, before
 * anything was delivered, is made again where that can help.
 */
final class AnswerBody extends ResponseBody {

  private final ResponseBody body;
  private final boolean streaming;
  private final BufferedSource source;

  private AnswerBody(ResponseBody body, Exchange exchange) {
    this.body = body;
    this.streaming = exchange.tag.call().streaming();
    // At the very source: a stream that is made again brings a body that is read for itself.
    Source read =
        new AnswerSource(body.source(), exchange.model(), exchange::read, exchange::report);
    Source answer = streaming ? new StreamSource(read, exchange) : read;
    this.source = Okio.buffer(new TrackedSource(answer, exchange));
  }

  /** The same response, with its body on the way. */
  static Response in(Response response, Exchange exchange) {
    ResponseBody body = response.body();
    if (body == null) {
      exchange.governed.finished();
      return response;
    }
    return response.newBuilder().body(new AnswerBody(body, exchange)).build();
  }

  @Override
  public @Nullable MediaType contentType() {
    return body.contentType();
  }

  /** Unknown for a stream, as usual: if it is made again it need not have the same length. */
  @Override
  public long contentLength() {
    return streaming ? -1 : body.contentLength();
  }

  @Override
  public BufferedSource source() {
    return source;
  }

  /** Tells the end of the body, whichever way it comes. */
  private static final class TrackedSource implements Source {

    private final Source answer;
    private final Exchange exchange;

    TrackedSource(Source answer, Exchange exchange) {
      this.answer = answer;
      this.exchange = exchange;
    }

    @Override
    public long read(Buffer sink, long byteCount) throws IOException {
      try {
        long read = answer.read(sink, byteCount);
        if (read == -1) {
          exchange.governed.finished();
        }
        return read;
      } catch (IOException fault) {
        exchange.governed.broken(fault);
        throw fault;
      }
    }

    @Override
    public Timeout timeout() {
      return answer.timeout();
    }

    @Override
    public void close() throws IOException {
      try {
        answer.close();
      } finally {
        exchange.governed.finished();
      }
    }
  }
}
