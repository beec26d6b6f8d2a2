package io.geminiquota.micronaut.metrics;

import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.observe.EngineState;
import io.geminiquota.engine.observe.LimitChange;
import io.geminiquota.engine.observe.QuotaObserver;
import io.geminiquota.micronaut.QuotaEngine;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micronaut.context.BeanProvider;
import io.micronaut.core.annotation.Internal;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Shows what stands at the gates as gauges. Gates come with the first call to a model, and limits
 * are learned: whenever there may be another one, the gauges follow.
 */
@Internal
@Singleton
@RequiresQuotaMetrics
final class GateMeters implements MeterBinder, QuotaObserver {

  private final BeanProvider<QuotaEngine> engine;
  private final Map<MeterRegistry, GateGauges> bound = new ConcurrentHashMap<>();

  GateMeters(BeanProvider<QuotaEngine> engine) {
    this.engine = engine;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    bound
        .computeIfAbsent(
            registry, unbound -> new GateGauges(unbound, this::state, TimeSource.system()))
        .follow();
  }

  @Override
  public void limitChanged(LimitChange change) {
    follow();
  }

  private EngineState state() {
    return engine.get().governor().state();
  }

  void follow() {
    bound.values().forEach(GateGauges::follow);
  }
}
