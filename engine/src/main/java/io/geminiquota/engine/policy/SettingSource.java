package io.geminiquota.engine.policy;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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

  /**
   * What follows a list and is no assignment is the list's next part. What follows a credential
   * like that may be part of it, so it is not told.
   */
  static SettingSource ofAgentArguments(String arguments, SettingProblems problems) {
    SettingSource source = new SettingSource("agent argument", new LinkedHashMap<>());
    String before = "";
    for (String argument : arguments.split(",", -1)) {
      int equals = argument.indexOf('=');
      if (equals > 0) {
        before = argument.substring(0, equals).strip();
        source.put(before, new Entry(before, argument.substring(equals + 1).strip()), problems);
      } else if (isList(before)) {
        source.goesOn(before, argument.strip());
      } else if (!argument.isBlank()) {
        problems.notAnAssignment(Credentials.areNamedBy(before) ? before : argument.strip());
      }
    }
    return source;
  }

  private static boolean isList(String name) {
    String canonical = ModelName.canonical(name);
    OwnSetting own = OwnSetting.of(canonical);
    return canonical.equals(Setting.FALLBACK.shortName())
        || canonical.equals(Setting.CLUSTER.shortName())
        || (own != null && own.setting() == Setting.MODEL_FALLBACK);
  }

  private void goesOn(String name, String part) {
    entries.computeIfPresent(
        ModelName.canonical(name),
        (canonical, entry) -> new Entry(entry.name(), entry.value() + "," + part));
  }

  static SettingSource ofSystemProperties(
      Map<String, String> properties, SettingProblems problems) {
    return ofPrefixed("system property", PROPERTY_PREFIX, properties, problems);
  }

  /** The places that a framework has read: none of them goes before another any more. */
  static List<SettingSource> ofFound(Collection<FoundSetting> found, SettingProblems problems) {
    Map<String, SettingSource> places = new TreeMap<>();
    for (FoundSetting setting : found) {
      if (setting.property().startsWith(PROPERTY_PREFIX)) {
        places
            .computeIfAbsent(
                setting.place(), place -> new SettingSource(place, new LinkedHashMap<>()))
            .put(
                setting.property().substring(PROPERTY_PREFIX.length()),
                new Entry(setting.written(), setting.value().strip()),
                problems);
      }
    }
    return List.copyOf(places.values());
  }

  static SettingSource ofEnvironment(Map<String, String> environment, SettingProblems problems) {
    return ofPrefixed("environment", ENVIRONMENT_PREFIX, environment, problems);
  }

  /** What stands in the configuration file, by short names. */
  static SettingSource ofFile(Map<String, String> entries, SettingProblems problems) {
    return ofPrefixed("configuration file", "", entries, problems);
  }

  /** In the order of the names, because two of them may spell one setting. */
  private static SettingSource ofPrefixed(
      String label, String prefix, Map<String, String> values, SettingProblems problems) {
    SettingSource source = new SettingSource(label, new LinkedHashMap<>());
    Map<String, String> found = new TreeMap<>();
    for (Map.Entry<String, String> value : values.entrySet()) {
      if (value.getKey().startsWith(prefix)) {
        found.put(value.getKey(), value.getValue().strip());
      }
    }
    for (Map.Entry<String, String> value : found.entrySet()) {
      String name = value.getKey();
      source.put(name.substring(prefix.length()), new Entry(name, value.getValue()), problems);
    }
    return source;
  }

  private void put(String name, Entry entry, SettingProblems problems) {
    Entry earlier = entries.put(ModelName.canonical(name), entry);
    if (earlier != null && !earlier.value().equals(entry.value())) {
      problems.setTwice(label, earlier, entry);
    }
  }
}
