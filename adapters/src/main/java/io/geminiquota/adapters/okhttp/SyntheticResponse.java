package io.geminiquota.adapters.okhttp;

import io.geminiquota.engine.Refusal;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** What a call that was never sent is answered with, in the provider's own shape. */
final class SyntheticResponse {

  /** Obeyed by the OpenAI clients, which would retry otherwise; unknown to all others. */
  static final String SHOULD_RETRY = "X-Should-Retry";

  private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");

  /** Of those that can be answered without asking; a reason may be empty, too. */
  private static final Map<Integer, String> REASONS =
      Map.of(
          400, "Bad Request",
          401, "Unauthorized",
          402, "Payment Required",
          403, "Forbidden",
          429, "Too Many Requests");

  private SyntheticResponse() {}

  static Response of(Request request, Refusal refusal) {
    long now = System.currentTimeMillis();
    return new Response.Builder()
        .request(request)
        .protocol(Protocol.HTTP_1_1)
        .code(refusal.httpStatus())
        .message(REASONS.getOrDefault(refusal.httpStatus(), ""))
        .header(SHOULD_RETRY, "false")
        .sentRequestAtMillis(now)
        .receivedResponseAtMillis(now)
        .body(ResponseBody.create(refusal.body(), JSON))
        .build();
  }
}
