package io.geminiquota.adapters.okhttp;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** An error response, read and closed: its text can be judged, and the whole be given back. */
final class FailedAttempt {

  /** Errors are a few kilobytes; what is larger is judged by its beginning. */
  private static final long LARGEST_BODY = 1024 * 1024;

  private final Response response;
  private final String text;

  private FailedAttempt(Response response, String text) {
    this.response = response;
    this.text = text;
  }

  static FailedAttempt read(Response response) {
    try (response) {
      ResponseBody body = response.peekBody(LARGEST_BODY);
      return new FailedAttempt(response, body.string());
    } catch (IOException e) {
      return new FailedAttempt(response, "");
    }
  }

  int status() {
    return response.code();
  }

  /** The body as far as it was read. */
  String text() {
    return text;
  }

  /** The provider's response with another body text. */
  Response withBody(String newText) {
    MediaType type = response.body() == null ? null : response.body().contentType();
    return response
        .newBuilder()
        .removeHeader("Content-Length")
        .header(SyntheticResponse.SHOULD_RETRY, "false")
        .body(ResponseBody.create(newText, type))
        .build();
  }
}
