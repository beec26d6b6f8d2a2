package io.geminiquota.engine.limit;

import io.geminiquota.engine.observe.GateName;
import io.geminiquota.engine.observe.GateState;
import io.geminiquota.engine.observe.QuotaUse;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was seen of a gate under its lock; the rest of its state needs none. */
record Sight(
    List<QuotaUse> uses,
    int waiting,
    int underWay,
    int open,
    @Nullable Long concurrency,
    @Nullable Closing closing) {

  /** The state of the gate of this name. */
  GateState of(GateName name, List<String> aliases, Instant now) {
    return new GateState(
        name,
        aliases,
        uses,
        waiting,
        underWay,
        open,
        concurrency,
        closing == null ? null : closing.seenAt(now, name));
  }
}
