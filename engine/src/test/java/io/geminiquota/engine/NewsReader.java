package io.geminiquota.engine;

import io.geminiquota.engine.observe.LimitChange;
import io.geminiquota.engine.observe.OpenCircuit;
import io.geminiquota.engine.observe.QuotaAlert;
import io.geminiquota.engine.observe.QuotaObserver;
import java.util.ArrayList;
import java.util.List;

/** Keeps what it is told. */
final class NewsReader implements QuotaObserver {

  final List<LimitChange> limits = new ArrayList<>();
  final List<QuotaAlert> alerts = new ArrayList<>();

  /** Openings and closings, each with the id of its circuit. */
  final List<String> circuits = new ArrayList<>();

  @Override
  public void limitChanged(LimitChange change) {
    limits.add(change);
  }

  @Override
  public void circuitOpened(OpenCircuit circuit) {
    circuits.add("opened " + circuit.id());
  }

  @Override
  public void circuitClosed(OpenCircuit circuit) {
    circuits.add("closed " + circuit.id());
  }

  @Override
  public void alert(QuotaAlert alert) {
    alerts.add(alert);
  }

  /** The thresholds that were told, in order. */
  List<Integer> thresholds() {
    return alerts.stream()
        .filter(alert -> alert.cause() == QuotaAlert.Cause.REACHED)
        .map(QuotaAlert::percent)
        .toList();
  }

  /** The forecasts that were told, in order. */
  List<QuotaAlert> forecasts() {
    return alerts.stream().filter(alert -> alert.cause() == QuotaAlert.Cause.FORECAST).toList();
  }
}
