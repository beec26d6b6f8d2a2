package io.geminiquota.agent.core.control;

import io.geminiquota.engine.policy.CacheSettings;
import io.geminiquota.engine.policy.ClusterSettings;
import io.geminiquota.engine.policy.LimitName;
import io.geminiquota.engine.policy.Limits;
import io.geminiquota.engine.policy.RouteSettings;
import io.geminiquota.engine.policy.Setting;
import io.geminiquota.engine.policy.Settings;
import io.geminiquota.engine.route.Backend;
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
    routes(shown, settings.routes());
    cache(shown, settings.cache());
    cluster(shown, settings.cluster());
    put(shown, Setting.MINUTE, written(settings.minute()));
    put(shown, Setting.QUOTA_ZONE, settings.quotaZone());
    put(shown, Setting.STATE_DIR, settings.stateDir());
    put(shown, Setting.SDK_RETRIES, settings.sdkRetries());
    put(shown, Setting.LOG, settings.log());
    put(shown, Setting.OTLP_ENDPOINT, withoutCredentials(settings.otlpEndpoint()));
    return shown;
  }

  /** Of credentials only where they come from. */
  private static void routes(Map<String, String> shown, RouteSettings routes) {
    put(shown, Setting.FALLBACK, written(routes.fallback()));
    new TreeMap<>(routes.fallbacks())
        .forEach((model, models) -> put(shown, Setting.MODEL_FALLBACK, model, written(models)));
    put(shown, Setting.FALLBACK_AFTER, written(routes.fallbackAfter()));
    String url = UNSET;
    String key = UNSET;
    String project = UNSET;
    for (Backend backend : routes.backends()) {
      if (backend.lastResort()) {
        url = backend.baseUrl();
        key = backend.credential().toString();
        project = backend.project();
      } else {
        project(shown, backend);
      }
    }
    put(shown, Setting.RELAY_BASE_URL, url);
    put(shown, Setting.RELAY_KEY, key);
    put(shown, Setting.RELAY_PROJECT, project);
  }

  private static void project(Map<String, String> shown, Backend backend) {
    String name = backend.name();
    put(
        shown,
        backend.bearer() ? Setting.PROJECT_TOKEN : Setting.PROJECT_KEY,
        name,
        backend.credential());
    put(shown, Setting.PROJECT_ID, name, backend.project());
    put(shown, Setting.PROJECT_WEIGHT, name, backend.weight());
    put(shown, Setting.PROJECT_SERVICE, name, backend.service());
    if (backend.location() != null) {
      put(shown, Setting.PROJECT_LOCATION, name, backend.location());
    }
    put(shown, Setting.PROJECT_BASE_URL, name, backend.baseUrl());
  }

  private static void cache(Map<String, String> shown, CacheSettings cache) {
    put(shown, Setting.CACHE, written(cache.keep()));
    new TreeMap<>(cache.keepOf())
        .forEach((model, keep) -> put(shown, Setting.MODEL_CACHE, model, written(keep)));
    put(shown, Setting.CACHE_SAMPLED, cache.sampled());
    put(shown, Setting.CACHE_MEMORY, cache.memory());
    put(shown, Setting.CACHE_DIR, cache.directory());
  }

  private static void cluster(Map<String, String> shown, ClusterSettings cluster) {
    put(shown, Setting.CLUSTER, cluster.storeToShow());
    put(shown, Setting.CLUSTER_PASSWORD, cluster.password());
    put(shown, Setting.CLUSTER_PREFIX, cluster.prefix());
    put(shown, Setting.CLUSTER_MEMBERS, cluster.members());
    put(shown, Setting.CLUSTER_TIMEOUT, written(cluster.timeout()));
    put(shown, Setting.CLUSTER_JAR, cluster.jar());
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
    put(shown, setting.shortName(), value);
  }

  /** What is set for one project or model. */
  private static void put(Map<String, String> shown, Setting setting, String owner, Object value) {
    put(shown, setting.shortName().replaceAll("<[a-z]+>", owner), value);
  }

  private static void put(Map<String, String> shown, String name, @Nullable Object value) {
    shown.put(
        name,
        value instanceof Enum<?> constant
            ? constant.name().toLowerCase(Locale.ROOT).replace('_', '-')
            : Objects.toString(value, UNSET));
  }

  private static String written(List<String> models) {
    return models.isEmpty() ? "none" : String.join(",", models);
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
