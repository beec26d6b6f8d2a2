package io.geminiquota.engine.policy;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which project the name of one stands for in the settings. The ids of projects have no letters but
 * small ones, digits and dashes, so a canonical name is one; for the few that are not like that, or
 * for a shorter name, the settings tell the id.
 */
final class ProjectIds {

  private final Map<String, String> told;

  private ProjectIds(Map<String, String> told) {
    this.told = told;
  }

  static ProjectIds read(SettingValues values) {
    Map<String, String> told = new TreeMap<>();
    for (String name : values.owners(Set.of(Setting.PROJECT_ID))) {
      String id = values.findOf(name, Setting.PROJECT_ID, ValueText::projectId);
      if (id != null) {
        told.put(name, id);
      }
    }
    return new ProjectIds(told);
  }

  /** The id or number of a project. */
  String of(String name) {
    return told.getOrDefault(ModelName.canonical(name), name);
  }

  /** The owner of limits, by the id of his project if he is in one that has another name. */
  String owner(String limitOwner) {
    for (Map.Entry<String, String> named : told.entrySet()) {
      String renamed = LimitOwner.renamed(limitOwner, named.getKey(), named.getValue());
      if (!renamed.equals(limitOwner)) {
        return renamed;
      }
    }
    return limitOwner;
  }
}
