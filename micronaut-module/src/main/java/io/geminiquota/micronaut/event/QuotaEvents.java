package io.geminiquota.micronaut.event;

import io.geminiquota.engine.observe.LimitChange;
import io.geminiquota.engine.observe.OpenCircuit;
import io.geminiquota.engine.observe.QuotaAlert;
import io.geminiquota.engine.observe.QuotaObserver;
import io.geminiquota.engine.observe.SameProject;
import io.geminiquota.micronaut.RequiresGeminiQuota;
import io.micronaut.core.annotation.Internal;
import jakarta.inject.Singleton;

/** Makes events of what happens to quotas and circuits. */
@Internal
@Singleton
@RequiresGeminiQuota
final class QuotaEvents implements QuotaObserver {

  private final EventDesk desk;

  QuotaEvents(EventDesk desk) {
    this.desk = desk;
  }

  @Override
  public void limitChanged(LimitChange change) {
    desk.tell(new LimitChangedEvent(change));
  }

  @Override
  public void circuitOpened(OpenCircuit circuit) {
    desk.tell(new CircuitOpenedEvent(circuit));
  }

  @Override
  public void circuitClosed(OpenCircuit circuit) {
    desk.tell(new CircuitClosedEvent(circuit));
  }

  @Override
  public void sameProject(SameProject same) {
    desk.tell(new SameProjectEvent(same));
  }

  @Override
  public void alert(QuotaAlert alert) {
    desk.tell(new QuotaAlertEvent(alert));
  }
}
