package io.geminiquota.engine.limit;

import io.geminiquota.engine.observe.QuotaAlert;
import io.geminiquota.engine.observe.QuotaObserver;
import io.geminiquota.engine.observe.QuotaUse;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hears nothing. */
enum UnwatchedGate implements GateWatcher {
  INSTANCE;

  @Override
  public Consumer<QuotaObserver> limitChanged(@Nullable Quota before, @Nullable Quota after) {
    return nobody -> {};
  }

  @Override
  public Consumer<QuotaObserver> alert(QuotaAlert.Cause cause, int percent, QuotaUse use) {
    return nobody -> {};
  }
}
