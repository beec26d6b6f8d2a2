package io.geminiquota.engine;

import io.geminiquota.engine.limit.DayPage;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the pages of the day's ledgers outlive this JVM, and meet those of other JVMs. Adapters
 * implement it, because the engine touches no file.
 */
public interface DayStore {

  /**
   * Adds entries to what is kept: all of them, or none. May take as long as a disk does; one thread
   * at a time asks.
   *
   * @param entries to be added as {@link DayPage#plus} does; none to see only what is kept
   * @return all pages as they stand now, or null if nothing could be added: then the same is asked
   *     again later. Does not throw.
   */
  @Nullable Map<DayKey, DayPage> add(Map<DayKey, DayPage> entries);
}
