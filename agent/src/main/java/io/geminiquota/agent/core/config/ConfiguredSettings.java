package io.geminiquota.agent.core.config;

import io.geminiquota.adapters.machine.ThisMachine;
import io.geminiquota.adapters.secrets.KeptSecrets;
import io.geminiquota.agent.core.Log;
import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.policy.Settings;
import io.geminiquota.engine.policy.SettingsReader;
import io.geminiquota.engine.route.Secrets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the user configured, in all places. The file can be changed while the JVM runs: its word on
 * {@code enabled} holds at once, everything else from the next start on.
 */
public final class ConfiguredSettings {

  private final @Nullable String arguments;
  private final Map<String, String> properties;
  private final Map<String, String> environment;
  private final Log log;
  private final @Nullable ConfigFile file;

  private Settings settings = Settings.defaults();
  private String content = "";

  private ConfiguredSettings(
      @Nullable String arguments,
      Map<String, String> properties,
      Map<String, String> environment,
      Log log) {
    this.arguments = arguments;
    this.properties = properties;
    this.environment = environment;
    this.log = log;
    String path = SettingsReader.configFile(arguments, properties, environment);
    this.file = path == null ? null : new ConfigFile(Path.of(path));
  }

  /**
   * Reads the settings, and says what is wrong with them.
   *
   * @param arguments the agent's arguments, or null
   * @param properties the system's
   * @param environment of the process
   * @param log is told what is wrong, now and when the file changes
   */
  public static ConfiguredSettings read(
      @Nullable String arguments,
      Map<String, String> properties,
      Map<String, String> environment,
      Log log) {
    ConfiguredSettings configured = new ConfiguredSettings(arguments, properties, environment, log);
    configured.readFirst();
    return configured;
  }

  /** As they were read at the start. */
  public Settings settings() {
    return settings;
  }

  /** Whether a place that cannot change while the JVM runs has switched the agent off. */
  public boolean areOffForGood() {
    return !SettingsReader.read(arguments, properties, environment).settings().enabled();
  }

  /**
   * Looks at the file from now on, if there is one.
   *
   * @param enabled is told when its word on that changes
   */
  public void watch(Consumer<Boolean> enabled) {
    if (file != null) {
      new FileWatch(() -> look(enabled)).start();
    }
  }

  private void readFirst() {
    Map<String, String> inFile = Map.of();
    if (file != null) {
      try {
        content = file.content();
        inFile = ConfigFile.settings(content);
      } catch (IOException fault) {
        log.line(unusable(file, fault) + "; the settings of other places hold");
      }
    }
    settings = read(inFile);
  }

  /** On the thread of the watch. */
  private void look(Consumer<Boolean> enabled) {
    if (file == null) {
      return;
    }
    try {
      String now = file.content();
      if (now.equals(content)) {
        return;
      }
      content = now;
      Settings changed = read(ConfigFile.settings(now));
      if (!withEnabled(changed, settings.enabled()).equals(settings)) {
        log.line(
            file.path()
                + " was changed: of what is new there only enabled holds at once, all else from the"
                + " next start of the application on");
      }
      boolean news = changed.enabled() != settings.enabled();
      settings = changed;
      if (news) {
        enabled.accept(changed.enabled());
      }
    } catch (IOException fault) {
      log.seldom("config", unusable(file, fault) + "; what held before holds on");
    }
  }

  private Settings read(Map<String, String> inFile) {
    Secrets secrets = new KeptSecrets(environment, TimeSource.system(), (topic, line) -> {});
    SettingsReader.Result read =
        SettingsReader.read(arguments, properties, environment, inFile, new ThisMachine(secrets));
    read.problems().forEach(log::line);
    return read.settings();
  }

  private static String unusable(ConfigFile file, IOException fault) {
    return "the configuration file "
        + file.path()
        + " cannot be used ("
        + (fault.getMessage() == null || fault.getMessage().equals(file.path().toString())
            ? "it cannot be read"
            : fault.getMessage())
        + ")";
  }

  private static Settings withEnabled(Settings settings, boolean enabled) {
    return new Settings(
        enabled,
        settings.limits(),
        settings.retries(),
        settings.maxWait(),
        settings.queue(),
        settings.minute(),
        settings.quotaZone(),
        settings.stateDir(),
        settings.project(),
        settings.routes(),
        settings.cache(),
        settings.cluster(),
        settings.sdkRetries(),
        settings.log(),
        settings.otlpEndpoint());
  }
}
