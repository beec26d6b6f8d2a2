package io.geminiquota.adapters.okhttp;

import io.geminiquota.engine.route.Detour;
import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.route.Rewriting;
import io.geminiquota.engine.route.RoutedRequest;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** A request that goes another way than the application asked, and what comes back that way. */
final class DetouredRequest {

  /** Tells the application which way its answer came. */
  static final String ROUTE = "X-Gemini-Quota-Route";

  private DetouredRequest() {}

  /** The application's request, with its tags, on its other way. */
  static Request of(Request request, GeminiCall asked, Detour detour) {
    RoutedRequest routed = Rewriting.of(new OkHttpRequestHead(request), asked, detour);
    Request.Builder other = request.newBuilder().url(routed.url());
    for (String header : request.headers().names()) {
      if (!routed.keeps(header)) {
        other.removeHeader(header);
      }
    }
    routed.headers().forEach(other::header);
    byte[] changed = routed.body();
    RequestBody body = request.body();
    if (changed != null && body != null) {
      other.method(request.method(), RequestBody.create(changed, body.contentType()));
    }
    return other.build();
  }

  /** The response as the application is given it: to its own request, with no key of ours in it. */
  static Response answer(Response response, Request asked, Detour detour) {
    return response.newBuilder().request(asked).header(ROUTE, detour.label()).build();
  }
}
