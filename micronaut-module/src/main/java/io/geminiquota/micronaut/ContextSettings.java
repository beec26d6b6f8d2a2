package io.geminiquota.micronaut;

import io.geminiquota.engine.policy.Settings;
import io.geminiquota.engine.policy.SettingsReader;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.env.Environment;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.annotation.Internal;

/** Reads what is configured when the context starts, so that nothing starts with a wrong one. */
@Internal
@Context
@RequiresGeminiQuota
final class ContextSettings {

  private final Settings settings;

  ContextSettings(Environment environment) {
    try {
      settings = SettingsReader.require(ConfiguredTree.below("gemini.quota", environment));
    } catch (IllegalArgumentException wrong) {
      throw new ConfigurationException("Gemini Quota: " + wrong.getMessage(), wrong);
    }
  }

  Settings settings() {
    return settings;
  }
}
