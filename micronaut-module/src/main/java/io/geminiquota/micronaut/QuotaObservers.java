package io.geminiquota.micronaut;

import io.geminiquota.engine.Governor;
import io.geminiquota.engine.observe.QuotaObserver;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.core.annotation.Internal;
import jakarta.inject.Singleton;

/** Has all observers of the context told what happens to quotas: ours, and the application's. */
@Internal
@Singleton
@RequiresGeminiQuota
final class QuotaObservers implements BeanCreatedEventListener<Governor> {

  private final BeanProvider<QuotaObserver> observers;

  QuotaObservers(BeanProvider<QuotaObserver> observers) {
    this.observers = observers;
  }

  @Override
  public Governor onCreated(BeanCreatedEvent<Governor> event) {
    observers.forEach(event.getBean()::tell);
    return event.getBean();
  }
}
