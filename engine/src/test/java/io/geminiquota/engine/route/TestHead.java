package io.geminiquota.engine.route;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request that is written down in a test. */
record TestHead(String method, URI uri, Map<String, String> headers, @Nullable String text)
    implements RequestHead {

  static RequestHead of(String method, String url, Map<String, String> headers, String body) {
    return new TestHead(method, URI.create(url), headers, body);
  }

  static RequestHead post(String url, String body) {
    return post(url, Map.of(), body);
  }

  static RequestHead post(String url, Map<String, String> headers, @Nullable String body) {
    return new TestHead("POST", URI.create(url), headers, body);
  }

  @Override
  public String scheme() {
    return uri.getScheme();
  }

  @Override
  public String host() {
    return uri.getHost();
  }

  @Override
  public int port() {
    return uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equals("https") ? 443 : 80;
  }

  @Override
  public String path() {
    return uri.getRawPath();
  }

  @Override
  public @Nullable String query() {
    return uri.getRawQuery();
  }

  @Override
  public @Nullable String query(String name) {
    String query = uri.getRawQuery();
    if (query == null) {
      return null;
    }
    for (String parameter : query.split("&", -1)) {
      if (parameter.startsWith(name + "=")) {
        return URLDecoder.decode(parameter.substring(name.length() + 1), StandardCharsets.UTF_8);
      }
    }
    return null;
  }

  @Override
  public @Nullable String header(String name) {
    return headers.get(name);
  }

  @Override
  public boolean replayable() {
    return true;
  }

  @Override
  public byte @Nullable [] body() {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }
}
