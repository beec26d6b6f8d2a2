package io.geminiquota.adapters.langchain4j;

import dev.langchain4j.http.client.HttpRequest;
import io.geminiquota.engine.route.RequestHead;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request of LangChain4j's, as the engine reads it. */
final class HttpRequestHead implements RequestHead {

  private static final String AFTER_SCHEME = "://";

  private final HttpRequest request;
  private @Nullable URI uri;
  private byte @Nullable [] body;

  HttpRequestHead(HttpRequest request) {
    this.request = request;
  }

  @Override
  public String method() {
    return request.method().name();
  }

  @Override
  public String scheme() {
    return uri().getScheme();
  }

  @Override
  public String host() {
    return uri().getHost();
  }

  @Override
  public int port() {
    int port = uri().getPort();
    return port >= 0 ? port : scheme().equals("https") ? 443 : 80;
  }

  /** Asked for every request of every provider, so nothing is parsed for it. */
  @Override
  public String path() {
    String url = request.url();
    int authority = url.indexOf(AFTER_SCHEME);
    int start = url.indexOf('/', authority < 0 ? 0 : authority + AFTER_SCHEME.length());
    int end = url.indexOf('?');
    if (end < 0) {
      end = url.length();
    }
    return start < 0 || start >= end ? "/" : url.substring(start, end);
  }

  @Override
  public @Nullable String query() {
    return uri().getRawQuery();
  }

  @Override
  public @Nullable String query(String name) {
    String query = query();
    if (query == null) {
      return null;
    }
    for (String parameter : query.split("&", -1)) {
      int equals = parameter.indexOf('=');
      if (equals >= 0 && decoded(parameter.substring(0, equals)).equals(name)) {
        return decoded(parameter.substring(equals + 1));
      }
    }
    return null;
  }

  @Override
  public @Nullable String header(String name) {
    for (Map.Entry<String, List<String>> header : request.headers().entrySet()) {
      List<String> values = header.getValue();
      if (name.equalsIgnoreCase(header.getKey()) && values != null && !values.isEmpty()) {
        return values.get(0);
      }
    }
    return null;
  }

  /** The body is a text that the request keeps. */
  @Override
  public boolean replayable() {
    return true;
  }

  @Override
  public byte @Nullable [] body() {
    String text = request.body();
    if (body == null && text != null) {
      body = text.getBytes(StandardCharsets.UTF_8);
    }
    return body;
  }

  private URI uri() {
    if (uri == null) {
      uri = URI.create(request.url());
    }
    return uri;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
