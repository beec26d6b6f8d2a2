package io.geminiquota.engine;

import io.geminiquota.engine.limit.UseRange;
import io.geminiquota.engine.limit.WindowUse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which keys may be one project's, of those that ask one server for one model: each two, and all
 * together. That is told, and nothing else is done: only the settings and Google's errors prove it.
 * Thread-safe.
 */
final class Suspicions {

  /** More keys than that are not looked at: each two of them would be many. */
  private static final int MOST_KEYS = 16;

  /** Some servers count what they turn away, too. */
  private static final List<Function<WindowUse, UseRange>> COUNTINGS =
      List.of(WindowUse::granted, WindowUse::withRejected);

  private final long window;

  /** By what each key was turned away last. */
  private final Map<String, Told> quotas = new HashMap<>();

  /** One for each way of counting. */
  private final Map<Set<String>, List<Suspicion>> suspicions = new HashMap<>();

  /** Of whom it was said. */
  private final List<Set<String>> said = new ArrayList<>();

  /** A limit of requests per minute, as the server told it. */
  record Told(@Nullable String quotaId, long limit) {}

  /**
   * @param window of the quota, in nanoseconds
   */
  Suspicions(long window) {
    this.window = window;
  }

  /** The keys that were turned away by the same quota as this one is now, itself among them. */
  synchronized Set<String> alike(String key, Told quota) {
    if (!quotas.containsKey(key) && quotas.size() == MOST_KEYS) {
      return Set.of();
    }
    Told before = quotas.put(key, quota);
    if (before != null && !before.equals(quota)) {
      suspicions.values().stream()
          .flatMap(List::stream)
          .filter(suspicion -> suspicion.keys().contains(key))
          .forEach(Suspicion::disprove);
    }
    Set<String> alike = new TreeSet<>(quotas.keySet());
    alike.removeIf(other -> !quota.equals(quotas.get(other)));
    return alike;
  }

  /**
   * A key was turned away.
   *
   * @param uses its own, and those of the others that may be of its project
   * @return what is to be said now, null if it is nothing
   */
  synchronized @Nullable Suspicion turnedAway(
      String key, long limit, Map<String, WindowUse> uses, long now) {
    Suspicion news = null;
    for (Set<String> keys : sets(key, uses.keySet())) {
      for (Suspicion suspicion : suspicions.computeIfAbsent(keys, this::suspicions)) {
        suspicion.turnedAway(limit, uses, now);
        if (suspicion.isStrong() && said.stream().noneMatch(others -> others.containsAll(keys))) {
          said.add(keys);
          news = suspicion;
        }
      }
    }
    return news;
  }

  private List<Suspicion> suspicions(Set<String> keys) {
    return COUNTINGS.stream().map(counting -> new Suspicion(keys, counting, window)).toList();
  }

  private static Set<Set<String>> sets(String key, Set<String> all) {
    Set<Set<String>> sets = new HashSet<>();
    if (all.contains(key) && all.size() > 1) {
      sets.add(Set.copyOf(all));
      all.stream()
          .filter(other -> !other.equals(key))
          .forEach(other -> sets.add(Set.of(key, other)));
    }
    return sets;
  }
}
