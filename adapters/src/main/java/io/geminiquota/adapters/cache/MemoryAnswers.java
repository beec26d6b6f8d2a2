package io.geminiquota.adapters.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.cache.AnswerStore;
import io.geminiquota.engine.cache.CacheKey;
import io.geminiquota.engine.cache.KeptAnswer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Answers in memory, so many bytes of them at most: those that are asked for often stay longest.
 * Nobody's thread is needed for it.
 */
public final class MemoryAnswers implements AnswerStore {

  /** What an answer takes beside its body: keys, records and the cache's own nodes. */
  private static final int OVERHEAD = 512;

  private final Cache<CacheKey, KeptAnswer> answers;

  /**
   * @param bytes of answers at most, 0 or more
   * @param time the clock
   */
  public MemoryAnswers(long bytes, TimeSource time) {
    this.answers =
        Caffeine.newBuilder()
            .maximumWeight(bytes)
            .weigher((CacheKey key, KeptAnswer answer) -> answer.body().length + OVERHEAD)
            .expireAfter(
                Expiry.creating(
                    (CacheKey key, KeptAnswer answer) ->
                        Duration.between(time.now(), answer.expires())))
            .ticker(time::nanoTime)
            .executor(Runnable::run)
            .build();
  }

  @Override
  public @Nullable KeptAnswer find(CacheKey key) {
    return answers.getIfPresent(key);
  }

  @Override
  public void keep(CacheKey key, KeptAnswer answer) {
    answers.put(key, answer);
  }
}
