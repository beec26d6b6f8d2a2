package io.geminiquota.engine.policy;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Settings of another tree than ours that a framework found, read as strictly: first each by its
 * name, then {@link #mustBeRight}. Not thread-safe.
 */
public final class FoundTree {

  private final Map<String, FoundSetting> found = new TreeMap<>();
  private final Set<String> names = new LinkedHashSet<>();
  private final SettingProblems problems = new SettingProblems();

  /**
   * @param prefix of the tree's names, with its last dot
   * @param settings those of the tree; others are passed over
   */
  public FoundTree(String prefix, Collection<FoundSetting> settings) {
    for (FoundSetting setting : settings) {
      if (setting.property().startsWith(prefix)) {
        found.put(setting.property().substring(prefix.length()), setting);
      }
    }
  }

  /**
   * The value of a setting, or null when nothing acceptable is set. What is blank is not set: that
   * is what a placeholder leaves behind that nothing was found for.
   *
   * @param name of the setting, in lower case with dashes
   * @param allowed which values are accepted, in words
   * @param parser null for a value that is not accepted
   */
  public <T> @Nullable T find(String name, String allowed, Function<String, @Nullable T> parser) {
    names.add(name);
    FoundSetting setting = found.get(name);
    if (setting == null || setting.value().isBlank()) {
      return null;
    }
    T value = parser.apply(setting.value().strip());
    if (value == null) {
      problems.unusable(setting.place(), entry(setting), allowed, "nothing");
    }
    return value;
  }

  /**
   * Takes nothing wrong for an answer, and no name that was not asked for.
   *
   * @throws IllegalArgumentException that names each wrong setting, its value and what is allowed
   */
  public void mustBeRight() {
    found.forEach(
        (name, setting) -> {
          if (!names.contains(name)) {
            problems.unknown(
                setting.place(),
                entry(setting),
                NearName.among(names, name),
                String.join(", ", names));
          }
        });
    problems.mustBeNone();
  }

  private static SettingSource.Entry entry(FoundSetting setting) {
    return new SettingSource.Entry(setting.written(), setting.value().strip());
  }
}
