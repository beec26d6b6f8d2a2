package io.geminiquota.micronaut;

import io.geminiquota.adapters.machine.ThisMachine;
import io.geminiquota.adapters.secrets.KeptSecrets;
import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.policy.Settings;
import io.geminiquota.engine.policy.SettingsReader;
import io.geminiquota.engine.route.Secrets;
import io.geminiquota.micronaut.cluster.ContextCluster;
import io.micronaut.context.BeanContext;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.env.Environment;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.annotation.Internal;
import io.micronaut.core.reflect.ClassUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what is configured when the context starts, so that nothing starts with a wrong one. */
@Internal
@Context
@RequiresGeminiQuota
final class ContextSettings {

  private static final Logger LOG = LoggerFactory.getLogger("io.geminiquota");

  /** By its name: it need not be there. */
  private static final String REDIS_CLUSTER = "io.geminiquota.cluster.redis.RedisCluster";

  private final Settings settings;

  ContextSettings(Environment environment, BeanContext context) {
    try {
      Secrets secrets = new KeptSecrets(System.getenv(), TimeSource.system(), (topic, line) -> {});
      SettingsReader.Result read =
          SettingsReader.require(
              ConfiguredTree.below("gemini.quota", environment), new ThisMachine(secrets));
      read.problems().forEach(LOG::warn);
      settings = read.settings();
    } catch (IllegalArgumentException wrong) {
      throw new ConfigurationException("Gemini Quota: " + wrong.getMessage(), wrong);
    }
    if (settings.cluster().isShared()) {
      requireCluster(context);
    }
  }

  private void requireCluster(BeanContext context) {
    if (!ClassUtils.isPresent(REDIS_CLUSTER, ContextSettings.class.getClassLoader())) {
      throw new ConfigurationException(
          "Gemini Quota: gemini.quota.cluster is set, but io.geminiquota:gemini-quota-cluster-redis"
              + " is not among the dependencies of the application: add it");
    }
    ContextCluster.require(settings.cluster(), context);
  }

  Settings settings() {
    return settings;
  }
}
