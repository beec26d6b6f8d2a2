package io.geminiquota.engine.cache;

import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.route.GeminiRequests;
import io.geminiquota.engine.route.RequestHead;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A request, as an adapter would show it. */
record AskedRequest(
    String host, String path, @Nullable String query, Map<String, String> headers, String text)
    implements RequestHead {

  static final String GEMINI = "generativelanguage.googleapis.com";
  static final String VERTEX = "aiplatform.googleapis.com";

  /** A call of the Developer API. */
  static AskedRequest gemini(String what, String key, String body) {
    return new AskedRequest(
        GEMINI, "/v1beta/models/" + what, null, Map.of("x-goog-api-key", key), body);
  }

  AskedRequest withQuery(String other) {
    return new AskedRequest(host, path, other, headers, text);
  }

  AskedRequest withHeader(String name, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(name, value);
    return new AskedRequest(host, path, query, more, text);
  }

  GeminiCall call() {
    GeminiCall call = new GeminiRequests(null).read(this);
    if (call == null) {
      throw new IllegalArgumentException("not Gemini's: " + path);
    }
    return call;
  }

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public String scheme() {
    return "https";
  }

  @Override
  public int port() {
    return 443;
  }

  @Override
  public @Nullable String query(String name) {
    if (query == null) {
      return null;
    }
    for (String parameter : query.split("&", -1)) {
      if (parameter.startsWith(name + "=")) {
        return parameter.substring(name.length() + 1);
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
  public byte[] body() {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
