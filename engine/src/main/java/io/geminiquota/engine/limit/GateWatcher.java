package io.geminiquota.engine.limit;

import io.geminiquota.engine.observe.QuotaAlert;
import io.geminiquota.engine.observe.QuotaObserver;
import io.geminiquota.engine.observe.QuotaUse;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hears what a gate finds out of its quotas. Called without any lock, but on the way of a call: it
 * only notes what it hears, and tells others later. Each method returns the news as they are told
 * to others.
 */
public interface GateWatcher {

  /** Another limit is in force; see {@link io.geminiquota.engine.observe.LimitChange}. */
  Consumer<QuotaObserver> limitChanged(@Nullable Quota before, @Nullable Quota after);

  /** The quota of a day comes to its end; see {@link QuotaAlert}. */
  Consumer<QuotaObserver> alert(QuotaAlert.Cause cause, int percent, QuotaUse use);

  /** Hears nothing. */
  static GateWatcher none() {
    return UnwatchedGate.INSTANCE;
  }
}
