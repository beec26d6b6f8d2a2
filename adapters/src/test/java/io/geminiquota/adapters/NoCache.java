package io.geminiquota.adapters;

import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.cache.AnswerCache;
import io.geminiquota.engine.policy.CacheSettings;

/** For calls that share nothing. */
public final class NoCache {

  private NoCache() {}

  /** A cache that nobody asks for anything. */
  public static AnswerCache cache() {
    return new AnswerCache(
        CacheSettings.none(),
        () -> {
          throw new AssertionError("nobody has asked for a cache");
        },
        TimeSource.system(),
        (nanoTime, task) -> {
          throw new AssertionError("nobody waits");
        },
        note -> {},
        fault -> {
          throw new AssertionError(fault);
        });
  }
}
