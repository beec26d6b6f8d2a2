package io.geminiquota.adapters.okhttp;

import io.geminiquota.engine.cache.CachedCall;
import okhttp3.MediaType;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a call that others may share, on its way to the application. One that is no stream
 * is read first: who shares it need not wait until the application gets round to it.
 */
final class RecordedAnswer {

  private static final int OK = 200;

  private RecordedAnswer() {}

  /** The same response, as the application is to have it. */
  static Response in(Response response, CachedCall cached, CallTag tag) {
    ResponseBody body = response.body();
    boolean good = response.code() == OK;
    // Ours came over no network: what one call is refused need not be refused to another.
    boolean error = response.code() >= 400 && response.networkResponse() != null;
    // In an encoding that the application has asked for it is for nobody who has not.
    boolean readable = response.header("Content-Encoding") == null;
    if (body == null || !readable || !(good || error)) {
      cached.dissolved();
      return response;
    }
    BufferedSource source =
        good && tag.call().streaming()
            ? Okio.buffer(
                new RecordedSource(
                    body.source(), cached, contentType(response), () -> asAsked(tag)))
            : readAhead(response, body, cached, tag);
    return response.newBuilder().body(new Recorded(body, source)).build();
  }

  private static BufferedSource readAhead(
      Response response, ResponseBody body, CachedCall cached, CallTag tag) {
    ReadAhead ahead = new ReadAhead(body.source());
    while (ahead.size() <= CachedCall.LARGEST && ahead.more()) {
      // All of it.
    }
    if (ahead.isWhole() && ahead.size() <= CachedCall.LARGEST) {
      byte[] bytes = ahead.bytes().toByteArray();
      if (response.code() == OK) {
        cached.landed(contentType(response), bytes, asAsked(tag));
      } else {
        cached.failed(response.code(), contentType(response), bytes);
      }
    } else if (ahead.size() > CachedCall.LARGEST) {
      cached.dissolved();
    } else {
      cached.broken();
    }
    return Okio.buffer(ahead);
  }

  private static @Nullable String contentType(Response response) {
    return response.header("Content-Type");
  }

  /** Whether it is the model's that was asked. */
  private static boolean asAsked(CallTag tag) {
    Exchange exchange = tag.exchange();
    return exchange != null && exchange.governed.isAsAsked();
  }

  /** The body as it was, read by way of us. */
  private static final class Recorded extends ResponseBody {

    private final ResponseBody body;
    private final BufferedSource source;

    Recorded(ResponseBody body, BufferedSource source) {
      this.body = body;
      this.source = source;
    }

    @Override
    public @Nullable MediaType contentType() {
      return body.contentType();
    }

    @Override
    public long contentLength() {
      return body.contentLength();
    }

    @Override
    public BufferedSource source() {
      return source;
    }
  }
}
