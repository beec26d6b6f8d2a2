package io.geminiquota.engine.policy;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what is configured about limits, for all models and for single ones. */
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
        models(),
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

  private Map<String, Limits> models() {
    Map<ModelLimitKey, Long> found = new HashMap<>();
    for (SettingSource source : sources) {
      addModelLimits(source, found);
    }
    Map<String, Limits> models = new HashMap<>();
    for (Map.Entry<ModelLimitKey, Long> limit : found.entrySet()) {
      ModelLimitKey key = limit.getKey();
      Limits one = new Limits(Map.of(key.limit(), limit.getValue()));
      models.put(key.model(), one.orElse(models.getOrDefault(key.model(), Limits.none())));
    }
    return models;
  }

  /** Adds what no earlier place sets. */
  private void addModelLimits(SettingSource source, Map<ModelLimitKey, Long> found) {
    for (Map.Entry<String, SettingSource.Entry> named : source.entries().entrySet()) {
      ModelLimitKey key = ModelLimitKey.of(named.getKey());
      if (key != null && !found.containsKey(key)) {
        SettingSource.Entry entry = named.getValue();
        Long limit = new WholeNumber(1, key.limit().most()).apply(entry.value());
        if (limit != null) {
          found.put(key, limit);
        } else {
          Setting general = key.limit().setting();
          problems.unusable(
              source.label(),
              entry,
              general.allowed(),
              "the next place that sets it, else the value of " + general.shortName());
        }
      }
    }
  }
}
