package io.geminiquota.engine.policy;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what is configured about limits: for everybody, and for single projects and models. */
final class LimitReader {

  private final List<SettingSource> sources;
  private final SettingValues values;
  private final SettingProblems problems;

  LimitReader(List<SettingSource> sources, SettingValues values, SettingProblems problems) {
    this.sources = sources;
    this.values = values;
    this.problems = problems;
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

  private Map<LimitOwner, Limits> own() {
    Map<LimitKey, Long> found = new HashMap<>();
    for (SettingSource source : sources) {
      addOwnLimits(source, found);
    }
    Map<LimitOwner, Limits> own = new HashMap<>();
    for (Map.Entry<LimitKey, Long> limit : found.entrySet()) {
      LimitKey key = limit.getKey();
      Limits one = new Limits(Map.of(key.limit(), limit.getValue()));
      own.put(key.owner(), one.orElse(own.getOrDefault(key.owner(), Limits.none())));
    }
    return own;
  }

  /** Adds what no earlier place sets. */
  private void addOwnLimits(SettingSource source, Map<LimitKey, Long> found) {
    for (Map.Entry<String, SettingSource.Entry> named : source.entries().entrySet()) {
      LimitKey key = LimitKey.of(named.getKey());
      if (key != null && !found.containsKey(key)) {
        SettingSource.Entry entry = named.getValue();
        Long limit = new WholeNumber(1, key.limit().most()).apply(entry.value());
        if (limit != null) {
          found.put(key, limit);
        } else {
          problems.unusable(
              source.label(),
              entry,
              key.limit().setting().allowed(),
              "the next place that sets it, else " + key.owner().otherwise(key.limit()));
        }
      }
    }
  }
}
