package io.geminiquota.engine.policy;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what is configured about limits: for everybody, and for single projects and models. */
final class LimitReader {

  private final List<SettingSource> sources;
  private final SettingValues values;
  private final SettingProblems problems;
  private final ProjectIds ids;

  LimitReader(
      List<SettingSource> sources, SettingValues values, SettingProblems problems, ProjectIds ids) {
    this.sources = sources;
    this.values = values;
    this.problems = problems;
    this.ids = ids;
  }

  LimitSettings read() {
    return new LimitSettings(
        general(),
        own(),
        values.find(
            Setting.CONFIGURED_LIMITS,
            new OneOf<>(ConfiguredLimits.class),
            ConfiguredLimits.CEILING),
        values.find(Setting.TIER, new OneOf<>(Tier.class)));
  }

  private Limits general() {
    Map<LimitName, Long> limits = new EnumMap<>(LimitName.class);
    for (LimitName name : LimitName.values()) {
      Long limit = values.find(name.setting(), new WholeNumber(1, name.most()));
      if (limit != null) {
        limits.put(name, limit);
      }
    }
    return new Limits(limits);
  }

  /** No record is a key here: the first that is costs a fresh JVM some 15 ms. */
  private Map<String, Limits> own() {
    Map<String, Map<LimitName, Long>> found = new HashMap<>();
    for (SettingSource source : sources) {
      addOwnLimits(source, found);
    }
    Map<String, Limits> own = new HashMap<>();
    for (Map.Entry<String, Map<LimitName, Long>> owner : found.entrySet()) {
      own.put(owner.getKey(), new Limits(owner.getValue()));
    }
    return own;
  }

  /** Adds what no earlier place sets. */
  private void addOwnLimits(SettingSource source, Map<String, Map<LimitName, Long>> found) {
    for (Map.Entry<String, SettingSource.Entry> named : source.entries().entrySet()) {
      LimitKey key = LimitKey.of(named.getKey());
      String who = key == null ? "" : ids.owner(key.owner());
      if (key != null && !found.getOrDefault(who, Map.of()).containsKey(key.limit())) {
        Long limit = read(key, source.label(), named.getValue());
        if (limit != null) {
          found
              .computeIfAbsent(who, owner -> new EnumMap<>(LimitName.class))
              .put(key.limit(), limit);
        }
      }
    }
  }

  private @Nullable Long read(LimitKey key, String place, SettingSource.Entry entry) {
    Long limit = new WholeNumber(1, key.limit().most()).apply(entry.value());
    if (limit == null) {
      problems.unusable(
          place,
          entry,
          key.limit().setting().allowed(),
          "the next place that sets it, else " + LimitOwner.otherwise(key.owner(), key.limit()));
    }
    return limit;
  }
}
