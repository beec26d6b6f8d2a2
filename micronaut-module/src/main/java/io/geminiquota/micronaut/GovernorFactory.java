package io.geminiquota.micronaut;

import io.geminiquota.adapters.ledger.KeptLedger;
import io.geminiquota.adapters.log.SeldomLines;
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
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.env.Environment;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.annotation.Internal;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the engine together, once for an application context, because its quota is one. */
@Internal
@Factory
@RequiresGeminiQuota
final class GovernorFactory {

  private static final Logger LOG = LoggerFactory.getLogger("io.geminiquota");

  GovernorFactory() {}

  /** Read when the context starts, so that nothing starts with a wrong one. */
  @Context
  Settings settings(Environment environment) {
    try {
      return SettingsReader.require(ConfiguredTree.below("gemini.quota", environment));
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

  /** Saved with the end of the context. */
  @Bean(preDestroy = "close")
  @Singleton
  @Requires(property = "gemini.quota.state-dir")
  KeptLedger ledger(Settings settings, TimeSource time, Pacemaker pacemaker) {
    SeldomLines lines = new SeldomLines(time::nanoTime, LOG::warn);
    KeptLedger ledger =
        new KeptLedger(
            Path.of(Objects.requireNonNull(settings.stateDir())),
            time,
            pacemaker,
            lines::say,
            fault -> LOG.warn("The day's counts were not kept; please report this", fault));
    ledger.read();
    return ledger;
  }

  @Singleton
  Governor governor(
      Settings settings, TimeSource time, Pacemaker pacemaker, @Nullable KeptLedger ledger) {
    return new Governor(
        settings,
        time,
        pacemaker,
        () -> ThreadLocalRandom.current().nextLong(),
        ledger == null ? null : ledger.bookkeeper());
  }

  /** All of the context in one: ours, and those of the application. */
  @Primary
  @Singleton
  CallObserver observer(List<CallObserver> observers) {
    return CallObserver.all(observers);
  }
}
