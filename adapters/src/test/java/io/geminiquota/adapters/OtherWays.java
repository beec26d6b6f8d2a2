package io.geminiquota.adapters;

import io.geminiquota.engine.policy.RouteSettings;
import io.geminiquota.engine.policy.Settings;
import io.geminiquota.engine.policy.SettingsReader;
import io.geminiquota.engine.route.Backend;
import io.geminiquota.engine.route.SecretReference;
import io.geminiquota.engine.route.Service;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Settings with other ways for calls. */
public final class OtherWays {

  private OtherWays() {}

  /**
   * Settings that read so, and whose calls can go to these other places, and from each of these
   * models to others at once.
   */
  public static Settings settings(
      String text, Map<String, List<String>> fallbacks, Backend... backends) {
    Settings read = SettingsReader.read(text, Map.of(), Map.of()).settings();
    return new Settings(
        read.enabled(),
        read.limits(),
        read.retries(),
        read.maxWait(),
        read.queue(),
        read.minute(),
        read.quotaZone(),
        read.stateDir(),
        read.project(),
        new RouteSettings(List.of(backends), fallbacks, Duration.ZERO),
        read.cache(),
        read.cluster(),
        read.sdkRetries(),
        read.log(),
        read.otlpEndpoint());
  }

  /** Another project, with an API key. */
  public static Backend project(String name, String baseUrl, String key) {
    return new Backend(name, name, Service.GEMINI, baseUrl, null, secret(key), false, 1, false);
  }

  /** A project of Vertex AI, with a token. */
  public static Backend vertex(String name, String baseUrl, String token) {
    return new Backend(
        name, name, Service.VERTEX, baseUrl, "global", secret(token), true, 1, false);
  }

  /** A last resort. */
  public static Backend relay(String baseUrl, String key) {
    return new Backend(
        "relay", "relay", Service.UNKNOWN, baseUrl, null, secret(key), false, 1, true);
  }

  private static SecretReference secret(String secret) {
    return new SecretReference(SecretReference.Kind.LITERAL, secret);
  }
}
