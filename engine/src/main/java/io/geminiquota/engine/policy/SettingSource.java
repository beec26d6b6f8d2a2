package io.geminiquota.engine.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One place that settings come from.
 *
 * @param label what to call the place in a message
 * @param entries what stands there, by the canonical short name
 */
record SettingSource(String label, Map<String, Entry> entries) {

  static final String PROPERTY_PREFIX = "gemini.quota.";
  static final String ENVIRONMENT_PREFIX = "GEMINI_QUOTA_";

  /**
   * One name and value.
   *
   * @param name as the user wrote it
   * @param value as the user wrote it, without blanks around it
   */
  record Entry(String name, String value) {}

  static SettingSource ofAgentArguments(String arguments, List<String> problems) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (String argument : arguments.split(",", -1)) {
      int equals = argument.indexOf('=');
      if (equals > 0) {
        put(entries, argument.substring(0, equals).strip(), argument.substring(equals + 1));
      } else if (!argument.isBlank()) {
        problems.add(
            "agent argument '"
                + argument.strip()
                + "' is not name=value: ignored; write for example rpm=60,max-wait=10m");
      }
    }
    return new SettingSource("agent argument", entries);
  }

  static SettingSource ofSystemProperties(Map<String, String> properties) {
    return ofPrefixed("system property", PROPERTY_PREFIX, properties);
  }

  static SettingSource ofEnvironment(Map<String, String> environment) {
    return ofPrefixed("environment", ENVIRONMENT_PREFIX, environment);
  }

  private static SettingSource ofPrefixed(String label, String prefix, Map<String, String> values) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          if (name.startsWith(prefix)) {
            entries.put(
                ModelName.canonical(name.substring(prefix.length())),
                new Entry(name, value.strip()));
          }
        });
    return new SettingSource(label, entries);
  }

  private static void put(Map<String, Entry> entries, String name, String value) {
    entries.put(ModelName.canonical(name.toLowerCase(Locale.ROOT)), new Entry(name, value.strip()));
  }
}
