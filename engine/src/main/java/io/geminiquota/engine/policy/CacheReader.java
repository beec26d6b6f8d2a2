package io.geminiquota.engine.policy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what is configured about identical calls. */
final class CacheReader {

  static final DurationRange KEEPING = new DurationRange(Duration.ZERO, Duration.ofDays(30));

  private final SettingValues values;
  private final Surroundings surroundings;

  CacheReader(SettingValues values, Surroundings surroundings) {
    this.values = values;
    this.surroundings = surroundings;
  }

  CacheSettings read() {
    CacheSettings defaults = CacheSettings.none();
    return new CacheSettings(
        values.find(Setting.CACHE, KEEPING, defaults.keep()),
        ofModels(),
        values.find(Setting.CACHE_SAMPLED, ValueText::trueOrFalse, defaults.sampled()),
        values.find(Setting.CACHE_MEMORY, ValueText::size, defaults.memory()),
        directory());
  }

  private Map<String, Duration> ofModels() {
    Map<String, Duration> keep = new HashMap<>();
    for (String model : values.owners(Set.of(Setting.MODEL_CACHE))) {
      Duration duration = values.findOf(model, Setting.MODEL_CACHE, KEEPING);
      if (duration != null) {
        keep.put(model, duration);
      }
    }
    return keep;
  }

  private @Nullable String directory() {
    String directory = values.find(Setting.CACHE_DIR, ValueText::absolutePath);
    if (directory == null || surroundings.takesFiles(directory)) {
      return directory;
    }
    values.refuse(
        Setting.CACHE_DIR.shortName(),
        "a directory that this process can write in, or make",
        Setting.CACHE_DIR.otherwise());
    return null;
  }
}
