package io.geminiquota.adapters.langchain4j;

import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import io.geminiquota.engine.route.Detour;
import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.route.Rewriting;
import io.geminiquota.engine.route.RoutedRequest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A request that goes another way than the application asked, and what comes back that way. */
final class DetouredRequest {

  /** Tells the application which way its answer came. */
  private static final String ROUTE = "X-Gemini-Quota-Route";

  private DetouredRequest() {}

  /** The application's request on its other way. */
  static HttpRequest of(HttpRequest request, GeminiCall asked, Detour detour) {
    RoutedRequest routed = Rewriting.of(new HttpRequestHead(request), asked, detour);
    Map<String, List<String>> headers = new LinkedHashMap<>();
    request
        .headers()
        .forEach(
            (name, values) -> {
              if (routed.keeps(name)) {
                headers.put(name, values);
              }
            });
    routed.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    byte[] body = routed.body();
    return HttpRequest.builder()
        .method(request.method())
        .url(routed.url())
        .headers(headers)
        .body(body == null ? request.body() : new String(body, StandardCharsets.UTF_8))
        .build();
  }

  /** The response as the application is given it. */
  static SuccessfulHttpResponse answer(SuccessfulHttpResponse response, Detour detour) {
    Map<String, List<String>> headers = new LinkedHashMap<>(response.headers());
    headers.put(ROUTE, List.of(detour.label()));
    return SuccessfulHttpResponse.builder()
        .statusCode(response.statusCode())
        .headers(headers)
        .body(response.body())
        .build();
  }
}
