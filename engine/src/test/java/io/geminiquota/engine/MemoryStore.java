package io.geminiquota.engine;

import io.geminiquota.engine.limit.DayPage;
import java.util.HashMap;
import java.util.Map;

/** Keeps pages for the JVMs of a test, as a disk does that may fail. */
final class MemoryStore implements DayStore {

  final Map<DayKey, DayPage> pages = new HashMap<>();
  int additions;
  int attempts;
  boolean fails;

  /** What happens after the entries were added, and before the answer is there. */
  Runnable meanwhile = () -> {};

  @Override
  public Map<DayKey, DayPage> add(Map<DayKey, DayPage> entries) {
    attempts++;
    if (fails) {
      return null;
    }
    additions += entries.isEmpty() ? 0 : 1;
    entries.forEach(
        (key, entry) -> pages.put(key, pages.getOrDefault(key, DayPage.BLANK).plus(entry)));
    Map<DayKey, DayPage> answer = Map.copyOf(pages);
    meanwhile.run();
    return answer;
  }

  long requests() {
    return pages.values().stream().mapToLong(DayPage::requests).sum();
  }
}
