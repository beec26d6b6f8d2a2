package io.geminiquota.engine.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads settings from where users write them: agent argument before system property before
 * environment before file. A wrong value stops nothing there: it is one line to print, and what
 * would hold without it holds.
 */
public final class SettingsReader {

  // Loops and records here, few lambdas and no streams: an application that loads OkHttp waits for
  // this to be read, and with them it took some 20 ms longer in a fresh JVM.

  static final WholeNumber RETRIES = new WholeNumber(0, 100);
  static final DurationRange MAX_WAIT = new DurationRange(Duration.ZERO, Duration.ofDays(7));

  private SettingsReader() {}

  /**
   * What was read.
   *
   * @param settings complete and valid
   * @param problems one line for each thing that was wrong, naming the setting, the value, what is
   *     allowed and what is used instead
   */
  public record Result(Settings settings, List<String> problems) {}

  /**
   * Reads all settings.
   *
   * @param agentArguments what follows the {@code =} of {@code -javaagent:}, or null
   * @param systemProperties all of them; others' are passed over
   * @param environment all of it; others' is passed over
   */
  public static Result read(
      @Nullable String agentArguments,
      Map<String, String> systemProperties,
      Map<String, String> environment) {
    return read(agentArguments, systemProperties, environment, Map.of());
  }

  /**
   * Reads all settings, those of a file last.
   *
   * @param file what stands in the file that {@link #configFile} names, by short names
   */
  public static Result read(
      @Nullable String agentArguments,
      Map<String, String> systemProperties,
      Map<String, String> environment,
      Map<String, String> file) {
    return read(agentArguments, systemProperties, environment, file, Surroundings.of(environment));
  }

  /**
   * Reads all settings, and looks whether there is what they name.
   *
   * @param file as in the other method
   * @param surroundings where that is looked for
   */
  public static Result read(
      @Nullable String agentArguments,
      Map<String, String> systemProperties,
      Map<String, String> environment,
      Map<String, String> file,
      Surroundings surroundings) {
    SettingProblems problems = new SettingProblems();
    List<SettingSource> sources =
        new ArrayList<>(places(agentArguments, systemProperties, environment, problems));
    sources.add(SettingSource.ofFile(file, problems));
    reportUnknown(sources, problems);
    Settings settings = settings(sources, problems, surroundings);
    return new Result(settings, problems.lines());
  }

  /**
   * Reads all settings where a wrong one is not to be lived with: a framework that has merged what
   * its places say, and whose users expect that it does not start then.
   *
   * @param found all of it; others' settings are passed over
   * @param surroundings where it is looked for what they name
   * @return the settings, and as problems only what is strange and used all the same
   * @throws IllegalArgumentException that names each wrong setting, its value and what is allowed
   */
  public static Result require(Collection<FoundSetting> found, Surroundings surroundings) {
    SettingProblems problems = new SettingProblems();
    List<SettingSource> sources = SettingSource.ofFound(found, problems);
    reportUnknown(sources, problems);
    Settings settings = settings(sources, problems, surroundings);
    problems.mustBeNone();
    return new Result(settings, problems.lines());
  }

  private static Settings settings(
      List<SettingSource> sources, SettingProblems problems, Surroundings surroundings) {
    SettingValues values = new SettingValues(sources, problems);
    ProjectIds ids = ProjectIds.read(values);
    Settings defaults = Settings.defaults();
    String unused = values.find(Setting.CONFIG, ValueText::absolutePath);
    String project = values.find(Setting.PROJECT, ValueText::projectId);
    return new Settings(
        values.find(Setting.ENABLED, ValueText::trueOrFalse, defaults.enabled()),
        new LimitReader(sources, values, problems, ids).read(),
        values.find(Setting.RETRIES, RETRIES, (long) defaults.retries()).intValue(),
        values.find(Setting.MAX_WAIT, MAX_WAIT, defaults.maxWait()),
        values
            .find(Setting.QUEUE, new WholeNumber(1, 10_000_000), (long) defaults.queue())
            .intValue(),
        values.find(
            Setting.MINUTE,
            new DurationRange(Duration.ofMillis(100), Duration.ofHours(1)),
            defaults.minute()),
        values.find(Setting.QUOTA_ZONE, ValueText::zoneId, defaults.quotaZone()),
        values.find(Setting.STATE_DIR, ValueText::absolutePath),
        project == null ? null : ids.of(project),
        new RouteReader(sources, values, problems, ids, surroundings).read(),
        new CacheReader(values, surroundings).read(),
        new ClusterReader(values, surroundings).read(),
        values.find(Setting.SDK_RETRIES, new OneOf<>(SdkRetries.class), defaults.sdkRetries()),
        values.find(Setting.LOG, new OneOf<>(LogLines.class), defaults.log()),
        values.find(Setting.OTLP_ENDPOINT, ValueText::httpUrl));
  }

  /**
   * The file that is to be read, too, null for none. What is wrong with that setting is told by
   * {@link #read}.
   */
  public static @Nullable String configFile(
      @Nullable String agentArguments,
      Map<String, String> systemProperties,
      Map<String, String> environment) {
    SettingProblems untold = new SettingProblems();
    return new SettingValues(places(agentArguments, systemProperties, environment, untold), untold)
        .find(Setting.CONFIG, ValueText::absolutePath);
  }

  private static List<SettingSource> places(
      @Nullable String agentArguments,
      Map<String, String> systemProperties,
      Map<String, String> environment,
      SettingProblems problems) {
    return List.of(
        SettingSource.ofAgentArguments(agentArguments == null ? "" : agentArguments, problems),
        SettingSource.ofSystemProperties(systemProperties, problems),
        SettingSource.ofEnvironment(environment, problems));
  }

  private static void reportUnknown(List<SettingSource> sources, SettingProblems problems) {
    Set<String> known = names();
    for (SettingSource source : sources) {
      for (Map.Entry<String, SettingSource.Entry> named : source.entries().entrySet()) {
        if (!known.contains(named.getKey())
            && LimitKey.of(named.getKey()) == null
            && OwnSetting.of(named.getKey()) == null) {
          problems.unknown(source.label(), named.getValue(), NearName.of(named.getKey()));
        }
      }
    }
  }

  private static Set<String> names() {
    Set<String> names = new HashSet<>();
    for (Setting setting : Setting.values()) {
      if (setting.isSingle()) {
        names.add(ModelName.canonical(setting.shortName()));
      }
    }
    return names;
  }
}
