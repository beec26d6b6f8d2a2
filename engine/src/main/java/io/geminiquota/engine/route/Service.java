package io.geminiquota.engine.route;

import java.util.Locale;

/** Which of Google's services a request is for. */
public enum Service {
  /** The Gemini Developer API, at generativelanguage.googleapis.com. */
  GEMINI,
  /** Vertex AI, at aiplatform.googleapis.com. */
  VERTEX,
  /** Gemini's API at a host that is neither: a relay, a proxy, a simulator. */
  UNKNOWN;

  /** The one that answers at a host. */
  public static Service ofHost(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    if (name.equals("generativelanguage.googleapis.com")) {
      return GEMINI;
    }
    boolean vertex =
        name.endsWith("aiplatform.googleapis.com")
            || (name.startsWith("aiplatform.") && name.endsWith(".googleapis.com"));
    return vertex ? VERTEX : UNKNOWN;
  }
}
