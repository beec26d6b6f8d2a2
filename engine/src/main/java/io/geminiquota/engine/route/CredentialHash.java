package io.geminiquota.engine.route;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A short name for a credential, always the same for the same one, which cannot be had back. */
final class CredentialHash {

  private static final String BEARER = "Bearer ";
  private static final int BYTES = 4;

  /**
   * The last one: most applications have one credential, and hashing takes longer than the rest.
   */
  private static volatile Known last = new Known("", "", "");

  /** No record: those tell what is in them. */
  private static final class Known {
    final String kind;
    final String credential;
    final String name;

    Known(String kind, String credential, String name) {
      this.kind = kind;
      this.credential = credential;
      this.name = name;
    }
  }

  private CredentialHash() {}

  /** The name of the key or token that a request carries, null if it carries none. */
  static @Nullable String of(RequestHead request) {
    String key = ofKey(request);
    String token = request.header("Authorization");
    return key != null || token == null ? key : name("token", token);
  }

  /** The name of a token, if it is a bearer of one, or of an API key. */
  static String of(boolean bearer, String credential) {
    return bearer ? name("token", BEARER + credential) : name("key", credential);
  }

  /**
   * The name of the API key that a request carries, null if it carries none. It stands for the
   * key's project where nothing else names that; keys of one project cannot be told to be so.
   */
  static @Nullable String ofKey(RequestHead request) {
    String key = request.header("x-goog-api-key");
    if (key == null) {
      key = request.query("key");
    }
    if (key == null) {
      key = bearerOfCompatibleEndpoint(request);
    }
    return key == null ? null : name("key", key);
  }

  /** There the bearer is an API key; elsewhere it is a token that changes every hour. */
  private static @Nullable String bearerOfCompatibleEndpoint(RequestHead request) {
    String authorization = request.header("Authorization");
    if (authorization == null || !authorization.startsWith(BEARER)) {
      return null;
    }
    return request.path().contains("/openai/") ? authorization.substring(BEARER.length()) : null;
  }

  private static String name(String kind, String credential) {
    Known known = last;
    if (!known.kind.equals(kind) || !known.credential.equals(credential)) {
      known = new Known(kind, credential, kind + "-" + hashOf(credential));
      last = known;
    }
    return known.name;
  }

  private static String hashOf(String credential) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(credential.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
