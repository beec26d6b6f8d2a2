package io.geminiquota.micronaut.client;

import io.geminiquota.engine.policy.FoundSetting;
import io.geminiquota.engine.policy.FoundTree;
import io.micronaut.core.convert.ConversionService;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is set of the client; null for what is not.
 *
 * @param timeout how long a call may take in all, with what it is held
 */
record ClientSettings(
    @Nullable String apiKey,
    @Nullable Boolean vertexAi,
    @Nullable String projectId,
    @Nullable String location,
    @Nullable String baseUrl,
    @Nullable String apiVersion,
    @Nullable Duration timeout) {

  /** The SDK takes milliseconds, as an int. */
  private static final Duration LONGEST_TIMEOUT = Duration.ofDays(24);

  /**
   * Reads the settings.
   *
   * @throws IllegalArgumentException that names each wrong setting, its value and what is allowed
   */
  static ClientSettings require(Collection<FoundSetting> found) {
    FoundTree tree = new FoundTree(ClientSetting.TREE + ".", found);
    ClientSettings settings =
        new ClientSettings(
            find(tree, ClientSetting.API_KEY, Function.identity()),
            find(tree, ClientSetting.VERTEX_AI, ClientSettings::trueOrFalse),
            find(tree, ClientSetting.PROJECT_ID, Function.identity()),
            find(tree, ClientSetting.LOCATION, Function.identity()),
            find(tree, ClientSetting.BASE_URL, ClientSettings::httpUrl),
            find(tree, ClientSetting.API_VERSION, Function.identity()),
            find(tree, ClientSetting.TIMEOUT, ClientSettings::timeout));
    tree.mustBeRight();
    return settings;
  }

  private static <T> @Nullable T find(
      FoundTree tree, ClientSetting setting, Function<String, @Nullable T> parser) {
    return tree.find(setting.shortName(), setting.allowed(), parser);
  }

  private static @Nullable Boolean trueOrFalse(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true" -> Boolean.TRUE;
      case "false" -> Boolean.FALSE;
      default -> null;
    };
  }

  private static @Nullable String httpUrl(String value) {
    try {
      URI uri = new URI(value);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return http && uri.getHost() != null ? value : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private static @Nullable Duration timeout(String value) {
    return ConversionService.SHARED
        .convert(value, Duration.class)
        .filter(time -> time.toMillis() >= 1 && time.compareTo(LONGEST_TIMEOUT) <= 0)
        .orElse(null);
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "ClientSettings";
  }
}
