package io.geminiquota.agent.core.telemetry;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A list such as {@code name=value,name=value}, as variables of OpenTelemetry have it. */
final class KeyValueList {

  private KeyValueList() {}

  /** Reads one; what is malformed is passed over. */
  static Map<String, String> read(@Nullable String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    if (text != null) {
      for (String pair : text.split(",", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          pairs.put(pair.substring(0, equals).strip(), decoded(pair.substring(equals + 1).strip()));
        }
      }
    }
    return pairs;
  }

  private static String decoded(String value) {
    try {
      // Percent-encoding as in W3C baggage, where a plus is a plus.
      return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return value;
    }
  }
}
