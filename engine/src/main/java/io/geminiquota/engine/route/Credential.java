package io.geminiquota.engine.route;

import java.util.List;
import java.util.Locale;

/** Which headers and parameters of a request let it in where it was going. */
final class Credential {

  /**
   * Parts of their names. Rather one too many: a relay or a proxy in front of the application may
   * have words of its own, and what is left out of a request that goes elsewhere was not meant for
   * there.
   */
  private static final List<String> SIGNS =
      List.of("auth", "token", "key", "secret", "cookie", "credential", "password", "signature");

  /** What belongs to the project that was asked: it is billed, or the request is led to it. */
  private static final List<String> OF_PROJECT =
      List.of(
          "x-goog-user-project", "x-goog-request-params", "openai-project", "openai-organization");

  private Credential() {}

  /** Whether something of that name may be a credential, or names the project of one. */
  static boolean isIn(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return OF_PROJECT.contains(lower) || SIGNS.stream().anyMatch(lower::contains);
  }
}
