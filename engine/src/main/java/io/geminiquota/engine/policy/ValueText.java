package io.geminiquota.engine.policy;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values as people write them in settings; each is null for a text that is none. */
final class ValueText {

  private ValueText() {}

  static @Nullable Boolean trueOrFalse(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> Boolean.TRUE;
      case "false" -> Boolean.FALSE;
      default -> null;
    };
  }

  static @Nullable String projectId(String text) {
    return text.matches("[A-Za-z0-9:._-]{1,100}") && !Credentials.mayBeIn(text) ? text : null;
  }

  static @Nullable String httpUrl(String text) {
    return text.matches("(?i)https?://[^\\s/]+\\S*") ? text : null;
  }

  /** Whether there is such a directory is for those to see who use files. */
  static @Nullable String absolutePath(String text) {
    try {
      return Path.of(text).isAbsolute() && !Credentials.mayBeIn(text) ? text : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }

  static @Nullable String zoneId(String text) {
    try {
      return ZoneId.of(text).getId();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
