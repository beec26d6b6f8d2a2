package io.geminiquota.adapters.okhttp;

import io.geminiquota.engine.cache.CachedCall;
import io.geminiquota.engine.cache.KeptAnswer;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** What a call is answered with that was never sent, because the answer is there. */
final class ReplayedResponse {

  private ReplayedResponse() {}

  static Response of(Request request, CachedCall cached) {
    KeptAnswer answer = cached.answer();
    boolean good = answer.status() < 400;
    long now = System.currentTimeMillis();
    Response.Builder response =
        new Response.Builder()
            .request(request)
            .protocol(Protocol.HTTP_1_1)
            .code(answer.status())
            .message(good ? "OK" : "")
            .header(CachedCall.HEADER, cached.source())
            .sentRequestAtMillis(now)
            .receivedResponseAtMillis(now);
    String contentType = answer.contentType();
    MediaType type = null;
    if (contentType != null) {
      response.header("Content-Type", contentType);
      type = MediaType.parse(contentType);
    }
    if (!good) {
      response.header(SyntheticResponse.SHOULD_RETRY, "false");
    }
    return response.body(ResponseBody.create(answer.body(), type)).build();
  }
}
