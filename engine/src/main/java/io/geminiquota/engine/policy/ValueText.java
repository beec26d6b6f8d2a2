package io.geminiquota.engine.policy;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values as people write them in settings; each is null for a text that is none. */
final class ValueText {

  private static final Pattern SIZE =
      Pattern.compile("([0-9]{1,13}) ?([KMG]?)B?", Pattern.CASE_INSENSITIVE);

  private static final String UNITS = "KMG";
  private static final long KB = 1024;
  private static final long MOST_BYTES = KB * KB * KB * KB;

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

  /** Of a server, with what stands before the paths of its API; without a slash at the end. */
  static @Nullable String baseUrl(String text) {
    return text.matches("(?i)https?://[^\\s/?#@]+(?:/[^\\s?#@]*)?") && !Credentials.mayBeIn(text)
        ? text.replaceAll("/+$", "")
        : null;
  }

  static @Nullable String location(String text) {
    return text.matches("[a-z][a-z0-9-]{0,39}") ? text : null;
  }

  /** In bytes; a KB is 1024 of them. */
  static @Nullable Long size(String text) {
    Matcher size = SIZE.matcher(text);
    if (!size.matches()) {
      return null;
    }
    long bytes = Long.parseLong(size.group(1));
    String unit = size.group(2).toUpperCase(Locale.ROOT);
    for (int i = unit.isEmpty() ? -1 : UNITS.indexOf(unit); i >= 0; i--) {
      bytes *= KB;
      if (bytes > MOST_BYTES) {
        return null;
      }
    }
    return bytes >= KB && bytes <= MOST_BYTES ? bytes : null;
  }
}
