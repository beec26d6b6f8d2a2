package io.geminiquota.adapters.opentelemetry;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A server as the conventions name it.
 *
 * @param address its host
 * @param port the one in the URL, else its scheme's
 */
record Server(String address, long port) {

  /** Null if the URL names none. */
  static @Nullable Server of(String baseUrl) {
    URI uri;
    try {
      uri = URI.create(baseUrl);
    } catch (IllegalArgumentException notAnAddress) {
      return null;
    }
    if (uri.getHost() == null) {
      return null;
    }
    long port = uri.getPort() >= 0 ? uri.getPort() : "http".equals(uri.getScheme()) ? 80 : 443;
    return new Server(uri.getHost(), port);
  }
}
