package io.geminiquota.engine.policy;

import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a duration within bounds; null for anything else. */
record DurationRange(Duration least, Duration most)
    implements Function<String, @Nullable Duration> {

  @Override
  public @Nullable Duration apply(String text) {
    Duration duration = DurationText.parse(text);
    boolean within =
        duration != null && duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0;
    return within ? duration : null;
  }
}
