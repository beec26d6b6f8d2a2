package io.geminiquota.micronaut.metrics;

import io.geminiquota.engine.classify.Window;
import io.geminiquota.engine.limit.Dimension;
import io.geminiquota.engine.observe.EngineState;
import io.geminiquota.engine.observe.GateName;
import io.geminiquota.engine.observe.GateState;
import io.geminiquota.engine.observe.QuotaUse;
import java.util.HashMap;
import java.util.Map;

/** What stands at the gates, as gauges look it up. */
record GateLook(EngineState state, Map<GateName, GateState> gates, Map<QuotaKey, QuotaUse> uses) {

  /** A quota of a gate. */
  record QuotaKey(GateName gate, Dimension dimension, Window window) {}

  static GateLook at(EngineState state) {
    Map<GateName, GateState> gates = new HashMap<>();
    Map<QuotaKey, QuotaUse> uses = new HashMap<>();
    for (GateState gate : state.gates()) {
      gates.put(gate.name(), gate);
      gate.uses()
          .forEach(use -> uses.put(new QuotaKey(gate.name(), use.dimension(), use.window()), use));
    }
    return new GateLook(state, gates, uses);
  }
}
