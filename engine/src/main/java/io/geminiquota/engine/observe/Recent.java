package io.geminiquota.engine.observe;

import io.geminiquota.engine.TimeSource;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is looked at once for all gauges that are read together: a look at all gates is not to be
 * made for each of them. Thread-safe.
 *
 * @param <T> what is seen
 */
public final class Recent<T> {

  private static final long GOOD_FOR = Duration.ofMillis(100).toNanos();

  private final Supplier<T> source;
  private final TimeSource time;
  private @Nullable T last;
  private long lastLook;

  /**
   * @param source looks
   */
  public Recent(Supplier<T> source, TimeSource time) {
    this.source = source;
    this.time = time;
  }

  /** As it was a tenth of a second ago at most. */
  public synchronized T look() {
    long now = time.nanoTime();
    T recent = last;
    if (recent == null || now - lastLook >= GOOD_FOR) {
      recent = source.get();
      last = recent;
      lastLook = now;
    }
    return recent;
  }
}
