package io.geminiquota.adapters.opentelemetry;

import io.geminiquota.engine.classify.Verdict;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which projects belong to API keys, as far as errors have told: nothing else does. Thread-safe.
 * Remembers {@value #MOST} keys.
 */
final class ProjectNames {

  /** How a project is called of which nothing is known but its key; see {@code Route}. */
  private static final String OF_KEY = "key-";

  private static final int MOST = 1000;

  private final Map<String, String> byKey = new ConcurrentHashMap<>();

  /** The best name of a route's project that is known now. */
  String of(String project) {
    return byKey.getOrDefault(project, project);
  }

  /** Learns from a verdict, if it names the project of a key. Others have their name already. */
  void learn(String project, @Nullable Verdict verdict) {
    String named = verdict == null ? null : verdict.projectName();
    if (named == null || !project.startsWith(OF_KEY)) {
      return;
    }
    if (byKey.size() < MOST || byKey.containsKey(project)) {
      byKey.put(project, named);
    }
  }
}
