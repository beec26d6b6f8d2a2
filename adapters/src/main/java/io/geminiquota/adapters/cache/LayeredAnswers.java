package io.geminiquota.adapters.cache;

import io.geminiquota.engine.cache.AnswerStore;
import io.geminiquota.engine.cache.CacheKey;
import io.geminiquota.engine.cache.KeptAnswer;
import org.jspecify.annotations.Nullable;

/** Answers in memory, and those on disk that are found there come back to it. */
final class LayeredAnswers implements AnswerStore {

  private final AnswerStore memory;
  private final AnswerStore disk;

  LayeredAnswers(AnswerStore memory, AnswerStore disk) {
    this.memory = memory;
    this.disk = disk;
  }

  @Override
  public @Nullable KeptAnswer find(CacheKey key) {
    KeptAnswer near = memory.find(key);
    if (near != null) {
      return near;
    }
    KeptAnswer far = disk.find(key);
    if (far != null) {
      memory.keep(key, far);
    }
    return far;
  }

  @Override
  public void keep(CacheKey key, KeptAnswer answer) {
    memory.keep(key, answer);
    disk.keep(key, answer);
  }
}
