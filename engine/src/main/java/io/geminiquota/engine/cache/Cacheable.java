package io.geminiquota.engine.cache;

import io.geminiquota.engine.route.GeminiCall;
import java.time.Duration;

/**
 * A call whose answer others may have, or that may have another's.
 *
 * @param call what is asked
 * @param key what it has in common with those others
 * @param keep how long answers are kept for it
 * @param patience how long it waits for the answer to another call at most
 */
public record Cacheable(GeminiCall call, CacheKey key, Duration keep, Duration patience) {

  /** The same, for a call that has less time than its policy allows. */
  public Cacheable within(Duration time) {
    return time.compareTo(patience) < 0 ? new Cacheable(call, key, keep, time) : this;
  }
}
