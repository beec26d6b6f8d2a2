package io.geminiquota.agent.core.scope;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code @GeminiQuota} as it stands on a method or class. The class of the annotation is not needed
 * for it, nor does the application need to have it at run time.
 *
 * @param place the method or class, as a person would look for it
 * @param values what is set, by the names of the annotation's elements
 */
public record QuotaAnnotation(String place, Map<String, String> values) {

  private static final String SEPARATOR = "\n";

  /** No class has a name that begins like this. */
  private static final String SCHEME = "@GeminiQuota" + SEPARATOR;

  /** Whether the advice that a woven place names is the text of an annotation. */
  static boolean isText(String advice) {
    return advice.startsWith(SCHEME);
  }

  /** All of it as one text: what a woven place can carry. */
  public String text() {
    StringBuilder text = new StringBuilder(SCHEME).append(place);
    for (Map.Entry<String, String> value : values.entrySet()) {
      text.append(SEPARATOR).append(value.getKey()).append('=').append(oneLine(value.getValue()));
    }
    return text.toString();
  }

  /** What {@link #text} made a text of. */
  static QuotaAnnotation of(String text) {
    String[] lines = text.split(SEPARATOR, -1);
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 2; i < lines.length; i++) {
      int equals = lines[i].indexOf('=');
      values.put(lines[i].substring(0, equals), lines[i].substring(equals + 1));
    }
    return new QuotaAnnotation(lines[1], values);
  }

  private static String oneLine(String value) {
    return value.replace(SEPARATOR, " ");
  }
}
