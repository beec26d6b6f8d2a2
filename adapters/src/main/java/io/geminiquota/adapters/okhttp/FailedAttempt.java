package io.geminiquota.adapters.okhttp;

import io.geminiquota.engine.classify.AdvisedBody;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import okhttp3.MediaType;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ByteString;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/**
 * An error response, read ahead as far as it takes to judge it. A body that was read to its end is
 * closed; one that is too large or broke off is left as it is, for the application to meet itself.
 */
final class FailedAttempt {

  /** Errors are a few kilobytes; what is larger is judged by its beginning. */
  private static final long LARGEST_BODY = 1024 * 1024;

  private final Response response;
  private final ReadAhead body;
  private final ByteString beginning;

  private FailedAttempt(Response response, ReadAhead body) {
    this.response = response;
    this.body = body;
    this.beginning = body.bytes();
  }

  static FailedAttempt read(Response response) {
    ReadAhead body = new ReadAhead(response.body().source());
    while (body.size() <= LARGEST_BODY && body.more()) {
      // As far as it is judged.
    }
    if (body.isWhole()) {
      response.close();
    }
    return new FailedAttempt(response, body);
  }

  int status() {
    return response.code();
  }

  @Nullable String retryAfter() {
    return response.header("Retry-After");
  }

  /** The body as far as it was read. */
  String text() {
    return beginning.string(charset());
  }

  /** Whether it can still be given to the application after {@link #close}. */
  boolean isWhole() {
    return body.isWhole();
  }

  /** Nobody is to read what was not read ahead: its connection is free for the next attempt. */
  void close() {
    response.close();
  }

  /** The provider's response, with our advice in its message and no wish for a retry. */
  Response withAdvice(String advice) {
    Response unwished =
        response.newBuilder().header(SyntheticResponse.SHOULD_RETRY, "false").build();
    if (!isText()) {
      return asItCame(unwished);
    }
    Buffer advised = new Buffer().writeString(AdvisedBody.append(text(), advice), charset());
    return unwished
        .newBuilder()
        .removeHeader("Content-Length")
        .body(ResponseBody.create(advised, type(), advised.size()))
        .build();
  }

  /** The provider's response. */
  Response asItCame() {
    return asItCame(response);
  }

  private Response asItCame(Response response) {
    long length = response.body().contentLength();
    ResponseBody read = ResponseBody.create(Okio.buffer(body), type(), length);
    return response.newBuilder().body(read).build();
  }

  /**
   * Whether something can be added to the body: all of it is there, it is in no encoding that the
   * application asked for and decodes by itself, and what it says is what its charset says.
   */
  private boolean isText() {
    return isWhole()
        && response.header("Content-Encoding") == null
        && charset().canEncode()
        && ByteString.encodeString(text(), charset()).equals(beginning);
  }

  private @Nullable MediaType type() {
    return response.body().contentType();
  }

  private Charset charset() {
    MediaType type = type();
    Charset declared = type == null ? null : type.charset(StandardCharsets.UTF_8);
    return declared == null ? StandardCharsets.UTF_8 : declared;
  }
}
