package io.geminiquota.engine.policy;

import java.time.Duration;
import java.util.List;

/** Reads which other ways the user has named for calls. */
final class RouteReader {

  static final DurationRange FALLBACK_AFTER = new DurationRange(Duration.ZERO, Duration.ofDays(7));

  private final List<SettingSource> sources;
  private final SettingValues values;
  private final SettingProblems problems;
  private final ProjectIds ids;
  private final Surroundings surroundings;

  RouteReader(
      List<SettingSource> sources,
      SettingValues values,
      SettingProblems problems,
      ProjectIds ids,
      Surroundings surroundings) {
    this.sources = sources;
    this.values = values;
    this.problems = problems;
    this.ids = ids;
    this.surroundings = surroundings;
  }

  RouteSettings read() {
    FallbackReader fallbacks = new FallbackReader(sources, values, problems);
    return new RouteSettings(
        new BackendReader(values, ids, surroundings).read(),
        fallbacks.ofAllModels(),
        fallbacks.ofSingleModels(),
        values.find(Setting.FALLBACK_AFTER, FALLBACK_AFTER, RouteSettings.none().fallbackAfter()));
  }
}
