package io.geminiquota.micronaut.metrics;

import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.classify.Window;
import io.geminiquota.engine.limit.Dimension;
import io.geminiquota.engine.observe.EngineState;
import io.geminiquota.engine.observe.GateName;
import io.geminiquota.engine.observe.GateState;
import io.geminiquota.engine.observe.QuotaUse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What stands at the gates, looked at once for all gauges that are read together. */
final class RecentState {

  private static final long GOOD_FOR = Duration.ofMillis(100).toNanos();

  private final Supplier<EngineState> source;
  private final TimeSource time;
  private @Nullable Look last;

  RecentState(Supplier<EngineState> source, TimeSource time) {
    this.source = source;
    this.time = time;
  }

  /** A quota of a gate. */
  record QuotaKey(GateName gate, Dimension dimension, Window window) {}

  /**
   * One look.
   *
   * @param at when, on the monotonic clock
   */
  record Look(
      long at, EngineState state, Map<GateName, GateState> gates, Map<QuotaKey, QuotaUse> uses) {}

  /** As it was at most a moment ago. */
  synchronized Look look() {
    Look recent = last;
    if (recent == null || time.nanoTime() - recent.at >= GOOD_FOR) {
      recent = look(now());
      last = recent;
    }
    return recent;
  }

  /** As it is now. */
  EngineState now() {
    return source.get();
  }

  private Look look(EngineState state) {
    Map<GateName, GateState> gates = new HashMap<>();
    Map<QuotaKey, QuotaUse> uses = new HashMap<>();
    for (GateState gate : state.gates()) {
      gates.put(gate.name(), gate);
      gate.uses()
          .forEach(use -> uses.put(new QuotaKey(gate.name(), use.dimension(), use.window()), use));
    }
    return new Look(time.nanoTime(), state, gates, uses);
  }
}
