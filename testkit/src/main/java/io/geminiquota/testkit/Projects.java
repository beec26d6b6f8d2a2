package io.geminiquota.testkit;

import java.util.HashMap;
import java.util.Map;

/**
 * Which project a credential belongs to. An unknown one gets a project of its own. Not thread-safe.
 */
final class Projects {

  private final Map<String, String> projectByKey;
  private int unknown;

  Projects(Map<String, String> projectByKey) {
    this.projectByKey = new HashMap<>(projectByKey);
  }

  String of(Credential credential) {
    return projectByKey.computeIfAbsent(credential.secret(), key -> "key-" + ++unknown);
  }
}
