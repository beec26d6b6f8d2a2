package io.geminiquota.engine.limit;

import io.geminiquota.engine.observe.QuotaObserver;
import java.util.function.Consumer;

/** Something new about a gate's quotas. */
@FunctionalInterface
interface Discovery {

  /** Tells it, without any lock, and returns the news as they are told to others. */
  Consumer<QuotaObserver> tell(GateWatcher watcher);
}
