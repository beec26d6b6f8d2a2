package io.geminiquota.engine.route;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A name for the project of an API key, where nothing else names it: keys of one project cannot be
 * told to be so, but one key always gives the same name. The key cannot be had back from it.
 */
final class CredentialHash {

  private static final String NO_KEY = "default";
  private static final int BYTES = 4;

  private CredentialHash() {}

  static String of(RequestHead request) {
    String key = request.header("x-goog-api-key");
    if (key == null) {
      key = request.query("key");
    }
    if (key == null) {
      key = bearerOfCompatibleEndpoint(request);
    }
    return key == null ? NO_KEY : "key-" + hash(key);
  }

  /** There the bearer is an API key; elsewhere it is a token that changes every hour. */
  private static @Nullable String bearerOfCompatibleEndpoint(RequestHead request) {
    String authorization = request.header("Authorization");
    if (authorization == null || !authorization.startsWith("Bearer ")) {
      return null;
    }
    return request.path().contains("/openai/") ? authorization.substring("Bearer ".length()) : null;
  }

  private static String hash(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
