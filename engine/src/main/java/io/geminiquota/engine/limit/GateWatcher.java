package io.geminiquota.engine.limit;

import io.geminiquota.engine.observe.QuotaAlert;
import io.geminiquota.engine.observe.QuotaUse;
import org.jspecify.annotations.Nullable;

/** Hears what a gate finds out of its quotas. Called without any lock, on the timer's thread. */
public interface GateWatcher {

  /** Another limit is in force; see {@link io.geminiquota.engine.observe.LimitChange}. */
  void limitChanged(@Nullable Quota before, @Nullable Quota after);

  /** The quota of a day comes to its end; see {@link QuotaAlert}. */
  void alert(QuotaAlert.Cause cause, int percent, QuotaUse use);

  /** Hears nothing. */
  static GateWatcher none() {
    return UnwatchedGate.INSTANCE;
  }
}
