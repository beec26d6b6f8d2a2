package io.geminiquota.engine.route;

import org.jspecify.annotations.Nullable;

/**
 * A place that the user has named, where calls can be sent beside the one that the application
 * asks: another project of his, at the Gemini Developer API or at Vertex AI, or a relay.
 *
 * @param name as in the settings, e.g. {@code team-b}; {@code relay} for the relay
 * @param project whose quota is used there: a project id or number
 * @param service which of Google's services it is; {@link Service#UNKNOWN} for a relay, which is
 *     asked as the Gemini Developer API is
 * @param baseUrl scheme, host, and port or path if there are any, without a slash at the end
 * @param location of Vertex AI, e.g. {@code europe-west4} or {@code global}; null elsewhere
 * @param credential what it takes to be let in
 * @param bearer whether the credential is a token that goes into {@code Authorization}; else it is
 *     an API key
 * @param weight how much of the traffic it is to have beside others that have room, 1 or more
 * @param lastResort whether it is used only while all else is closed
 */
public record Backend(
    String name,
    String project,
    Service service,
    String baseUrl,
    @Nullable String location,
    SecretReference credential,
    boolean bearer,
    int weight,
    boolean lastResort) {

  private static final String GEMINI = "https://generativelanguage.googleapis.com";

  /**
   * The same for a call: where it is Google's own Developer API, at the base URL that the
   * application itself uses for that, which may be a proxy of its own.
   */
  public Backend reachedLike(GeminiCall call) {
    boolean sameApi = service == Service.GEMINI && call.service() != Service.VERTEX;
    return sameApi && baseUrl.equals(GEMINI)
        ? new Backend(
            name,
            project,
            service,
            call.route().baseUrl(),
            location,
            credential,
            bearer,
            weight,
            lastResort)
        : this;
  }
}
