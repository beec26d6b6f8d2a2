package io.geminiquota.engine.policy;

import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The values of settings: of each the first acceptable one, in the order of the places. What is not
 * acceptable is one line.
 */
final class SettingValues {

  private final List<SettingSource> sources;
  private final SettingProblems problems;

  /**
   * @param sources first who goes first
   * @param problems is told what is not acceptable
   */
  SettingValues(List<SettingSource> sources, SettingProblems problems) {
    this.sources = sources;
    this.problems = problems;
  }

  /** The value, or null when nothing acceptable is set. */
  <T> @Nullable T find(Setting setting, Function<String, @Nullable T> parser) {
    return first(ModelName.canonical(setting.shortName()), setting, parser);
  }

  /** The value that a setting has for one project or model, or null. */
  <T> @Nullable T findOf(String owner, Setting setting, Function<String, @Nullable T> parser) {
    return first(OwnSetting.name(setting, owner), setting, parser);
  }

  /** Who has one of some settings of his own, in canonical form. */
  SortedSet<String> owners(Set<Setting> settings) {
    SortedSet<String> owners = new TreeSet<>();
    for (SettingSource source : sources) {
      for (String name : source.entries().keySet()) {
        OwnSetting own = OwnSetting.of(name);
        if (own != null && settings.contains(own.setting())) {
          owners.add(own.owner());
        }
      }
    }
    return owners;
  }

  /** Whether any place sets it, to whatever. */
  boolean isSet(String name) {
    return place(name) != null;
  }

  /**
   * Tells that a setting cannot be used, although its value is acceptable by itself.
   *
   * @param name of the setting, canonical
   * @param allowed what it is not
   * @param otherwise what is used instead
   */
  void refuse(String name, String allowed, String otherwise) {
    SettingSource place = place(name);
    SettingSource.Entry entry = place == null ? null : place.entries().get(name);
    if (place != null && entry != null) {
      problems.unusable(place.label(), entry, allowed, otherwise);
    }
  }

  private @Nullable SettingSource place(String name) {
    for (SettingSource source : sources) {
      if (source.entries().containsKey(name)) {
        return source;
      }
    }
    return null;
  }

  private <T> @Nullable T first(
      String name, Setting setting, Function<String, @Nullable T> parser) {
    for (SettingSource source : sources) {
      SettingSource.Entry entry = source.entries().get(name);
      if (entry != null) {
        T value = parser.apply(entry.value());
        if (value != null) {
          return value;
        }
        problems.unusable(
            source.label(),
            entry,
            setting.allowed(),
            "the next place that sets it, else " + setting.otherwise());
      }
    }
    return null;
  }

  /** The value, or another one when nothing acceptable is set. */
  <T> T find(Setting setting, Function<String, @Nullable T> parser, T otherwise) {
    T value = find(setting, parser);
    return value == null ? otherwise : value;
  }
}
