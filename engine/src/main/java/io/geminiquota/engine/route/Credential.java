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

  /** Google's own, and what names the project that is billed, or led to. */
  private static final List<String> GOOGLES =
      List.of(
          "authorization",
          "x-goog-api-key",
          "key",
          "access_token",
          "cookie",
          "x-goog-user-project",
          "x-goog-request-params",
          "openai-project",
          "openai-organization");

  private Credential() {}

  /** Whether something of that name lets a request in at Google's, or names its project there. */
  static boolean isGoogles(String name) {
    return GOOGLES.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Whether something of that name may let a request in anywhere. */
  static boolean mayBe(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return isGoogles(lower) || SIGNS.stream().anyMatch(lower::contains);
  }
}
