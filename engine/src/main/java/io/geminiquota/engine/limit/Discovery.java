package io.geminiquota.engine.limit;

/** Something new about a gate's quotas. */
@FunctionalInterface
interface Discovery {

  /** Tells it; without any lock. */
  void tell(GateWatcher watcher);
}
