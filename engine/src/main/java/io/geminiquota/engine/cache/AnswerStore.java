package io.geminiquota.engine.cache;

import org.jspecify.annotations.Nullable;

/**
 * Where answers are kept. It may lose any of them at any time, and never gives one under another
 * key than it was kept under. Thread-safe.
 */
public interface AnswerStore {

  /** What is kept under a key, perhaps expired; null if nothing. */
  @Nullable KeptAnswer find(CacheKey key);

  /** Keeps an answer, instead of what is kept under its key already. Never waits for a disk. */
  void keep(CacheKey key, KeptAnswer answer);
}
