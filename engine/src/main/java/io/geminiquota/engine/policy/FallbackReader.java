package io.geminiquota.engine.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads which models are asked instead of others. */
final class FallbackReader {

  private final List<SettingSource> sources;
  private final SettingValues values;
  private final SettingProblems problems;
  private final Set<String> remarked = new HashSet<>();

  FallbackReader(List<SettingSource> sources, SettingValues values, SettingProblems problems) {
    this.sources = sources;
    this.values = values;
    this.problems = problems;
  }

  /** The models to be asked instead of any that has no list of its own. */
  List<String> ofAllModels() {
    List<String> models = read(Setting.FALLBACK.shortName(), Setting.FALLBACK, null);
    return models == null ? List.of() : models;
  }

  /** The models to be asked instead of one, by its canonical name. */
  Map<String, List<String>> ofSingleModels() {
    Map<String, List<String>> chains = new TreeMap<>();
    for (String model : values.owners(Set.of(Setting.MODEL_FALLBACK))) {
      List<String> models =
          read(OwnSetting.name(Setting.MODEL_FALLBACK, model), Setting.MODEL_FALLBACK, model);
      if (models != null) {
        chains.put(model, models);
      }
    }
    remarkOnCircles(chains);
    return chains;
  }

  /** Of the first place that has something usable; what is wrong there is left out. */
  private @Nullable List<String> read(String name, Setting setting, @Nullable String own) {
    for (SettingSource source : sources) {
      SettingSource.Entry entry = source.entries().get(name);
      if (entry == null) {
        continue;
      }
      ModelChain chain = ModelChain.of(entry.value(), own);
      if (!chain.faults().isEmpty()) {
        problems.unusable(
            source.label(),
            entry,
            chain.allowed(),
            chain.isUsable()
                ? String.join(",", chain.models())
                : "the next place that sets it, else " + setting.otherwise());
      }
      if (chain.isUsable()) {
        chain.models().forEach(model -> remarkOnUnknown(entry, model));
        return chain.models();
      }
    }
    return null;
  }

  private void remarkOnUnknown(SettingSource.Entry entry, String model) {
    if (!ModelFamily.isKnown(model) && remarked.add(ModelName.canonical(model))) {
      String near = ModelFamily.near(model);
      problems.remark(
          entry.name()
              + " names "
              + model
              + ", which was no known model when this version was built"
              + (near == null ? "" : "; did you mean " + near + "?")
              + ": used as it is");
    }
  }

  /** Nobody goes round in one, because a call keeps to the list of the model that it asks for. */
  private void remarkOnCircles(Map<String, List<String>> chains) {
    Set<String> told = new HashSet<>();
    for (String model : chains.keySet()) {
      List<String> circle = circle(model, chains);
      if (!circle.isEmpty() && told.addAll(circle)) {
        problems.remark(
            "the lists of models."
                + String.join(".fallback, models.", circle)
                + ".fallback name each other in a circle: used as they are, because a call asks"
                + " each model of the list of its own model once, and follows no other list");
      }
    }
  }

  /** The shortest way from a model back to it, empty if there is none. */
  private static List<String> circle(String model, Map<String, List<String>> chains) {
    List<List<String>> ways = new ArrayList<>();
    ways.add(List.of(model));
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < ways.size(); i++) {
      List<String> way = ways.get(i);
      for (String next : chains.getOrDefault(way.get(way.size() - 1), List.of())) {
        String name = ModelName.canonical(next);
        if (name.equals(model)) {
          return way;
        }
        if (seen.add(name)) {
          List<String> longer = new ArrayList<>(way);
          longer.add(name);
          ways.add(longer);
        }
      }
    }
    return List.of();
  }
}
