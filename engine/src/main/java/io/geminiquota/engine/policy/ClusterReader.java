package io.geminiquota.engine.policy;

import io.geminiquota.engine.route.SecretReference;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads with whom the quotas are shared. */
final class ClusterReader {

  private static final String NOBODY = "false";
  private static final WholeNumber MEMBERS = new WholeNumber(1, 10_000);
  private static final DurationRange TIMEOUT =
      new DurationRange(Duration.ofMillis(10), Duration.ofSeconds(10));

  private final SettingValues values;
  private final Surroundings surroundings;

  ClusterReader(SettingValues values, Surroundings surroundings) {
    this.values = values;
    this.surroundings = surroundings;
  }

  ClusterSettings read() {
    ClusterSettings defaults = ClusterSettings.none();
    String store = values.find(Setting.CLUSTER, ClusterReader::store);
    return new ClusterSettings(
        NOBODY.equals(store) ? null : store,
        password(),
        values.find(Setting.CLUSTER_PREFIX, ClusterReader::prefix, defaults.prefix()),
        values.find(Setting.CLUSTER_MEMBERS, MEMBERS, (long) defaults.members()).intValue(),
        values.find(Setting.CLUSTER_TIMEOUT, TIMEOUT, defaults.timeout()),
        values.find(Setting.CLUSTER_JAR, ValueText::absolutePath));
  }

  private static @Nullable String store(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case NOBODY -> NOBODY;
      case "true", ClusterSettings.CONNECTION -> ClusterSettings.CONNECTION;
      default -> text.matches("[A-Za-z][A-Za-z0-9+.-]*://[^\\s/]+\\S*") ? text : null;
    };
  }

  /** Braces would name one node of a Redis Cluster for everything. */
  private static @Nullable String prefix(String text) {
    return text.matches("[A-Za-z0-9:._-]{1,64}") && !Credentials.mayBeIn(text) ? text : null;
  }

  /** A file may come later, and is read again; a variable of the environment stays as it is. */
  private @Nullable SecretReference password() {
    SecretReference password = values.find(Setting.CLUSTER_PASSWORD, SecretText::parse);
    if (password != null && surroundings.secret(password) == null) {
      boolean ofFile = password.kind() == SecretReference.Kind.FILE;
      values.refuse(
          Setting.CLUSTER_PASSWORD.shortName(),
          ofFile
              ? "to be had, because the file " + password.named() + " holds none, or cannot be read"
              : "to be had, because the environment variable "
                  + password.named()
                  + " is not set, or holds none",
          ofFile ? "no password, until the file can be read" : "no password");
      return ofFile ? password : null;
    }
    return password;
  }
}
