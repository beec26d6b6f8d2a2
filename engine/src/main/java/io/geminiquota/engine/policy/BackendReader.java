package io.geminiquota.engine.policy;

import io.geminiquota.engine.route.Backend;
import io.geminiquota.engine.route.SecretReference;
import io.geminiquota.engine.route.Service;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads at which other places calls can be made. A place that cannot be used is one line, and not
 * there.
 */
final class BackendReader {

  private static final String RELAY = "relay";
  private static final String GLOBAL = "global";
  private static final WholeNumber WEIGHT = new WholeNumber(1, 1000);
  private static final String OTHER_WAYS = "the other ways";
  private static final Set<Setting> OF_PROJECTS =
      EnumSet.of(
          Setting.PROJECT_KEY,
          Setting.PROJECT_TOKEN,
          Setting.PROJECT_ID,
          Setting.PROJECT_WEIGHT,
          Setting.PROJECT_SERVICE,
          Setting.PROJECT_LOCATION,
          Setting.PROJECT_BASE_URL);

  private final SettingValues values;
  private final ProjectIds ids;
  private final Surroundings surroundings;

  /** Whose quotas are taken: a project, or an API key, of one service at one place. */
  private final Map<String, String> taken = new HashMap<>();

  BackendReader(SettingValues values, ProjectIds ids, Surroundings surroundings) {
    this.values = values;
    this.ids = ids;
    this.surroundings = surroundings;
  }

  List<Backend> read() {
    List<Backend> backends = new ArrayList<>();
    for (String name : values.owners(OF_PROJECTS)) {
      Backend backend = project(name);
      if (backend != null) {
        backends.add(backend);
      }
    }
    Backend relay = relay();
    if (relay != null) {
      backends.add(relay);
    }
    return backends;
  }

  private @Nullable Backend project(String name) {
    SecretReference key = values.findOf(name, Setting.PROJECT_KEY, SecretText::parse);
    SecretReference token = values.findOf(name, Setting.PROJECT_TOKEN, SecretText::parse);
    SecretReference credential = key == null ? token : key;
    if (credential == null) {
      needsCredential(name);
      return null;
    }
    if (key != null) {
      refuse(name, Setting.PROJECT_TOKEN, "of use beside a key", "the key");
    }
    boolean bearer = key == null;
    Service service = service(name, bearer);
    String location = location(name, service);
    String baseUrl = values.findOf(name, Setting.PROJECT_BASE_URL, ValueText::baseUrl);
    Long weight = values.findOf(name, Setting.PROJECT_WEIGHT, WEIGHT);
    Backend backend =
        new Backend(
            name,
            ids.of(name),
            service,
            baseUrl == null ? googles(service, location) : baseUrl,
            location,
            credential,
            bearer,
            weight == null ? 1 : weight.intValue(),
            false);
    String setting = OwnSetting.name(bearer ? Setting.PROJECT_TOKEN : Setting.PROJECT_KEY, name);
    return isNamed(setting, name) && isToBeHad(setting, credential) && isAnother(setting, backend)
        ? backend
        : null;
  }

  /** The relay has a name, too, by which spans and lines tell it. */
  private boolean isNamed(String setting, String name) {
    if (name.equals(RELAY)) {
      values.refuse(setting, "of a project, because relay is the relay's own name", OTHER_WAYS);
    }
    return !name.equals(RELAY);
  }

  private Service service(String name, boolean bearer) {
    Service service = values.findOf(name, Setting.PROJECT_SERVICE, BackendReader::service);
    if (bearer && service == Service.GEMINI) {
      refuse(name, Setting.PROJECT_SERVICE, "vertex, which a token is for", "vertex");
    }
    if (bearer) {
      return Service.VERTEX;
    }
    return service == null ? Service.GEMINI : service;
  }

  private static @Nullable Service service(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "gemini" -> Service.GEMINI;
      case "vertex" -> Service.VERTEX;
      default -> null;
    };
  }

  private @Nullable String location(String name, Service service) {
    String location = values.findOf(name, Setting.PROJECT_LOCATION, ValueText::location);
    if (service == Service.VERTEX) {
      return location == null ? GLOBAL : location;
    }
    refuse(name, Setting.PROJECT_LOCATION, "of use without Vertex AI", "no location");
    return null;
  }

  private static String googles(Service service, @Nullable String location) {
    if (service == Service.GEMINI) {
      return "https://generativelanguage.googleapis.com";
    }
    if (location == null || location.equals(GLOBAL)) {
      return "https://aiplatform.googleapis.com";
    }
    return location.equals("us") || location.equals("eu")
        ? "https://aiplatform." + location + ".rep.googleapis.com"
        : "https://" + location + "-aiplatform.googleapis.com";
  }

  /** One line for all that is set; none where a credential is set, and was told to be wrong. */
  private void needsCredential(String name) {
    Setting set = firstAcceptable(name);
    if (set != null
        && !values.isSet(OwnSetting.name(Setting.PROJECT_KEY, name))
        && !values.isSet(OwnSetting.name(Setting.PROJECT_TOKEN, name))) {
      refuse(
          name,
          set,
          "of use without "
              + OwnSetting.written(Setting.PROJECT_KEY, name)
              + " or "
              + OwnSetting.written(Setting.PROJECT_TOKEN, name),
          OTHER_WAYS);
    }
  }

  private @Nullable Setting firstAcceptable(String name) {
    Map<Setting, @Nullable Object> parts = new EnumMap<>(Setting.class);
    parts.put(Setting.PROJECT_WEIGHT, values.findOf(name, Setting.PROJECT_WEIGHT, WEIGHT));
    parts.put(
        Setting.PROJECT_SERVICE,
        values.findOf(name, Setting.PROJECT_SERVICE, BackendReader::service));
    parts.put(
        Setting.PROJECT_LOCATION,
        values.findOf(name, Setting.PROJECT_LOCATION, ValueText::location));
    parts.put(
        Setting.PROJECT_BASE_URL,
        values.findOf(name, Setting.PROJECT_BASE_URL, ValueText::baseUrl));
    for (Map.Entry<Setting, @Nullable Object> part : parts.entrySet()) {
      if (part.getValue() != null) {
        return part.getKey();
      }
    }
    return null;
  }

  /** A file may come later, and is read again; a variable of the environment stays as it is. */
  private boolean isToBeHad(String setting, SecretReference credential) {
    String secret = surroundings.secret(credential);
    if (secret != null && !secret.isBlank()) {
      return true;
    }
    boolean ofFile = credential.kind() == SecretReference.Kind.FILE;
    values.refuse(
        setting,
        ofFile
            ? "to be had, because the file " + credential.named() + " holds none, or cannot be read"
            : "to be had, because the environment variable "
                + credential.named()
                + " is not set, or holds none",
        ofFile ? OTHER_WAYS + ", until the file can be read" : OTHER_WAYS);
    return ofFile;
  }

  /** The keys of one project share its quota, so to take turns with them gains nothing. */
  private boolean isAnother(String setting, Backend backend) {
    String place = backend.service() + " " + backend.baseUrl() + " " + backend.location() + " ";
    String same = taken.putIfAbsent(place + "project " + backend.project(), backend.name());
    if (same != null) {
      values.refuse(
          setting,
          "of another project than projects."
              + same
              + ": all keys of a project share its quota, so taking turns gains nothing",
          "projects." + same);
      return false;
    }
    String secret = backend.bearer() ? null : surroundings.secret(backend.credential());
    same = secret == null ? null : taken.putIfAbsent(place + "key " + secret, backend.name());
    if (same != null) {
      values.refuse(
          setting,
          "another key than that of projects."
              + same
              + ": one key is one quota, so taking turns gains nothing",
          "projects." + same);
      return false;
    }
    return true;
  }

  private @Nullable Backend relay() {
    String baseUrl = values.find(Setting.RELAY_BASE_URL, ValueText::baseUrl);
    SecretReference key = values.find(Setting.RELAY_KEY, SecretText::parse);
    String project = values.find(Setting.RELAY_PROJECT, ValueText::projectId);
    String nameOfUrl = ModelName.canonical(Setting.RELAY_BASE_URL.shortName());
    String nameOfKey = ModelName.canonical(Setting.RELAY_KEY.shortName());
    if (baseUrl == null || key == null) {
      if (baseUrl != null && !values.isSet(nameOfKey)) {
        values.refuse(nameOfUrl, "of use without relay.key", OTHER_WAYS);
      } else if (key != null && !values.isSet(nameOfUrl)) {
        values.refuse(nameOfKey, "of use without relay.base-url", OTHER_WAYS);
      } else if (project != null && !values.isSet(nameOfUrl) && !values.isSet(nameOfKey)) {
        values.refuse(
            ModelName.canonical(Setting.RELAY_PROJECT.shortName()),
            "of use without relay.base-url and relay.key",
            OTHER_WAYS);
      }
      return null;
    }
    Backend relay =
        new Backend(
            RELAY,
            project == null ? RELAY : ids.of(project),
            Service.UNKNOWN,
            baseUrl,
            null,
            key,
            false,
            1,
            true);
    return isToBeHad(nameOfKey, key) ? relay : null;
  }

  private void refuse(String name, Setting setting, String allowed, String otherwise) {
    values.refuse(OwnSetting.name(setting, name), allowed, otherwise);
  }
}
