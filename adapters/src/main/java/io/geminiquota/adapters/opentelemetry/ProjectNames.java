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

  private static final String PREFIX = "projects/";
  private static final int MOST = 1000;

  private final Map<String, String> byKey = new ConcurrentHashMap<>();

  /** By name, the key that it was learned of first. */
  private final Map<String, String> firstKeys = new ConcurrentHashMap<>();

  /** The best name of a route's project that is known now. */
  String of(String project) {
    return byKey.getOrDefault(project, project);
  }

  /**
   * The same, but for one of several keys of a project only: the first that was learned of. Each
   * key has a gate of its own, and two of them are not to be shown under one name.
   */
  String ofGate(String project) {
    String name = of(project);
    return project.equals(firstKeys.getOrDefault(name, project)) ? name : project;
  }

  /** Learns from a verdict, if it names the project of a key. Others have their name already. */
  void learn(String project, @Nullable Verdict verdict) {
    String named = verdict == null ? null : verdict.project();
    if (named == null || !project.startsWith(OF_KEY)) {
      return;
    }
    if (byKey.size() < MOST || byKey.containsKey(project)) {
      String name = named.startsWith(PREFIX) ? named.substring(PREFIX.length()) : named;
      byKey.put(project, name);
      firstKeys.putIfAbsent(name, project);
    }
  }
}
