package io.geminiquota.micronaut;

import io.geminiquota.adapters.pace.Pacemaker;
import io.geminiquota.engine.Governor;
import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.observe.CallObserver;
import io.geminiquota.engine.policy.Settings;
import io.geminiquota.engine.policy.SettingsReader;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import io.micronaut.context.env.Environment;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.annotation.Internal;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Puts the engine together, once for an application context, because its quota is one. */
@Internal
@Factory
@RequiresGeminiQuota
final class GovernorFactory {

  GovernorFactory() {}

  /** Read when the context starts, so that nothing starts with a wrong one. */
  @Context
  Settings settings(Environment environment) {
    try {
      return SettingsReader.require("configuration", ConfiguredProperties.of(environment));
    } catch (IllegalArgumentException wrong) {
      throw new ConfigurationException("Gemini Quota: " + wrong.getMessage(), wrong);
    }
  }

  @Singleton
  TimeSource time() {
    return TimeSource.system();
  }

  @Bean(preDestroy = "close")
  @Singleton
  Pacemaker pacemaker(TimeSource time) {
    return new Pacemaker(time);
  }

  @Singleton
  Governor governor(Settings settings, TimeSource time, Pacemaker pacemaker) {
    return new Governor(settings, time, pacemaker, () -> ThreadLocalRandom.current().nextLong());
  }

  /** All of the context in one: ours, and those of the application. */
  @Primary
  @Singleton
  CallObserver observer(List<CallObserver> observers) {
    return CallObserver.all(observers);
  }
}
