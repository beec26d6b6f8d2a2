package io.geminiquota.adapters.opentelemetry;

import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.observe.EngineState;
import io.geminiquota.engine.observe.EngineView;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What stands at the gates, looked at once for all gauges that are read together. */
final class RecentState {

  private static final long GOOD_FOR = Duration.ofMillis(100).toNanos();

  private final EngineView view;
  private final TimeSource time;
  private @Nullable EngineState last;
  private long lastLook;

  RecentState(EngineView view, TimeSource time) {
    this.view = view;
    this.time = time;
  }

  /** As it was at most a moment ago. */
  synchronized EngineState look() {
    long now = time.nanoTime();
    EngineState state = last;
    if (state == null || now - lastLook >= GOOD_FOR) {
      state = view.state();
      last = state;
      lastLook = now;
    }
    return state;
  }
}
