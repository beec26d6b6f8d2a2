package io.geminiquota.engine.policy;

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

  static @Nullable String zoneId(String text) {
    try {
      return ZoneId.of(text).getId();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
