package io.geminiquota.engine.limit;

import io.geminiquota.engine.observe.QuotaAlert;
import io.geminiquota.engine.observe.QuotaUse;
import org.jspecify.annotations.Nullable;

/** Hears nothing. */
enum UnwatchedGate implements GateWatcher {
  INSTANCE;

  @Override
  public void limitChanged(@Nullable Quota before, @Nullable Quota after) {}

  @Override
  public void alert(QuotaAlert.Cause cause, int percent, QuotaUse use) {}
}
