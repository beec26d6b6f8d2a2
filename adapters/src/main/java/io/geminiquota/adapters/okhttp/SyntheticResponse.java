package io.geminiquota.adapters.okhttp;

import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** What a call that was never sent is answered with: a 429 of the provider's own shape. */
final class SyntheticResponse {

  /** Obeyed by the OpenAI clients, which would retry otherwise; unknown to all others. */
  static final String SHOULD_RETRY = "X-Should-Retry";

  private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");

  private SyntheticResponse() {}

  static Response tooManyRequests(Request request, String body) {
    long now = System.currentTimeMillis();
    return new Response.Builder()
        .request(request)
        .protocol(Protocol.HTTP_1_1)
        .code(429)
        .message("Too Many Requests")
        .header(SHOULD_RETRY, "false")
        .sentRequestAtMillis(now)
        .receivedResponseAtMillis(now)
        .body(ResponseBody.create(body, JSON))
        .build();
  }
}
