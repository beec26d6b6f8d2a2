package io.geminiquota.agent.core.control;

import io.geminiquota.engine.policy.LimitName;
import io.geminiquota.engine.policy.Limits;
import io.geminiquota.engine.policy.Setting;
import io.geminiquota.engine.policy.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Settings as a person wrote them, or would write them: by name. */
final class SettingsInForce {

  private static final String UNSET = "(not set)";

  private SettingsInForce() {}

  /** All settings; what is not set is shown so. */
  static Map<String, String> of(Settings settings) {
    Map<String, String> shown = new LinkedHashMap<>();
    put(shown, Setting.ENABLED, settings.enabled());
    put(shown, Setting.PROJECT, settings.project());
    for (LimitName limit : LimitName.values()) {
      put(shown, limit.setting(), settings.limits().general().of(limit));
    }
    new TreeMap<>(settings.limits().own()).forEach((owner, limits) -> own(shown, owner, limits));
    put(shown, Setting.CONFIGURED_LIMITS, settings.limits().configured());
    put(shown, Setting.TIER, settings.limits().tier());
    put(shown, Setting.RETRIES, settings.retries());
    put(shown, Setting.MAX_WAIT, written(settings.maxWait()));
    put(shown, Setting.QUEUE, settings.queue());
    put(shown, Setting.MINUTE, written(settings.minute()));
    put(shown, Setting.QUOTA_ZONE, settings.quotaZone());
    put(shown, Setting.STATE_DIR, settings.stateDir());
    put(shown, Setting.SDK_RETRIES, settings.sdkRetries());
    put(shown, Setting.LOG, settings.log());
    put(shown, Setting.OTLP_ENDPOINT, withoutCredentials(settings.otlpEndpoint()));
    return shown;
  }

  /** The names of those that differ from the defaults. */
  static List<String> notByDefault(Map<String, String> shown) {
    Map<String, String> defaults = of(Settings.defaults());
    List<String> names = new ArrayList<>();
    shown.forEach(
        (name, value) -> {
          if (!Objects.equals(value, defaults.get(name))) {
            names.add(name);
          }
        });
    return names;
  }

  private static void own(Map<String, String> shown, String owner, Limits limits) {
    limits
        .values()
        .forEach(
            (name, limit) ->
                shown.put(owner + "." + name.setting().shortName(), String.valueOf(limit)));
  }

  private static void put(Map<String, String> shown, Setting setting, @Nullable Object value) {
    shown.put(
        setting.shortName(),
        value instanceof Enum<?> constant
            ? constant.name().toLowerCase(Locale.ROOT).replace('_', '-')
            : Objects.toString(value, UNSET));
  }

  /** As it is written in settings: {@code 1h30m}. */
  private static String written(Duration duration) {
    String text = duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    return duration.toMillis() % 1000 == 0 ? text : duration.toMillis() + "ms";
  }

  /** A user name, a password or a query may be a secret. */
  private static @Nullable String withoutCredentials(@Nullable String url) {
    if (url == null) {
      return null;
    }
    try {
      URI uri = new URI(url);
      return new URI(uri.getScheme(), null, uri.getHost(), uri.getPort(), uri.getPath(), null, null)
          .toString();
    } catch (java.net.URISyntaxException e) {
      return "(set)";
    }
  }
}
