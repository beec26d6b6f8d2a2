package io.geminiquota.adapters.okhttp;

import io.geminiquota.engine.classify.AdvisedBody;
import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** An error response, read and closed: its text can be judged, and the whole be given back. */
final class FailedAttempt {

  /** Errors are a few kilobytes; what is larger is judged, and given back, by its beginning. */
  private static final long LARGEST_BODY = 1024 * 1024;

  private final Response response;
  private final @Nullable MediaType type;
  private final ByteString bytes;

  private FailedAttempt(Response response, @Nullable MediaType type, ByteString bytes) {
    this.response = response;
    this.type = type;
    this.bytes = bytes;
  }

  static FailedAttempt read(Response response) {
    try (response) {
      ResponseBody body = response.peekBody(LARGEST_BODY);
      return new FailedAttempt(response, body.contentType(), body.byteString());
    } catch (IOException e) {
      return new FailedAttempt(response, null, ByteString.EMPTY);
    }
  }

  int status() {
    return response.code();
  }

  @Nullable String retryAfter() {
    return response.header("Retry-After");
  }

  /** The body as far as it was read. */
  String text() {
    return bytes.utf8();
  }

  /** The provider's response, with our advice in its message and no wish for a retry. */
  Response withAdvice(String advice) {
    if (response.header("Content-Encoding") != null) {
      // The application asked for the encoding and decodes it by itself.
      return asItCame();
    }
    ByteString advised = ByteString.encodeUtf8(AdvisedBody.append(text(), advice));
    return response
        .newBuilder()
        .removeHeader("Content-Length")
        .header(SyntheticResponse.SHOULD_RETRY, "false")
        .body(ResponseBody.create(advised, type))
        .build();
  }

  /** The provider's response. */
  Response asItCame() {
    return response.newBuilder().body(ResponseBody.create(bytes, type)).build();
  }
}
