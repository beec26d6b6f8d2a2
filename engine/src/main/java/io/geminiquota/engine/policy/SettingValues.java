package io.geminiquota.engine.policy;

import java.util.List;
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
    String name = ModelName.canonical(setting.shortName());
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
