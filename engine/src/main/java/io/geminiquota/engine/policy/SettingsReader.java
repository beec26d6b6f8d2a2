package io.geminiquota.engine.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads settings from where users write them: agent argument before system property before
 * environment. A wrong value never stops anything: it is one line to print, and what would hold
 * without it holds.
 */
public final class SettingsReader {

  private static final String MODELS = "models-";
  private static final String MODEL_RPM = "-rpm";

  private final List<SettingSource> sources;
  private final List<String> problems;

  private SettingsReader(List<SettingSource> sources, List<String> problems) {
    this.sources = sources;
    this.problems = problems;
  }

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
    List<String> problems = new ArrayList<>();
    List<SettingSource> sources =
        List.of(
            SettingSource.ofAgentArguments(agentArguments == null ? "" : agentArguments, problems),
            SettingSource.ofSystemProperties(systemProperties),
            SettingSource.ofEnvironment(environment));
    Settings settings = new SettingsReader(sources, problems).read();
    return new Result(settings, List.copyOf(problems));
  }

  private Settings read() {
    reportUnknown();
    Settings defaults = Settings.defaults();
    Long rpm = value(Setting.RPM, SettingsReader::limit);
    return new Settings(
        or(value(Setting.ENABLED, SettingsReader::trueOrFalse), defaults.enabled()),
        rpm,
        modelLimits(),
        or(value(Setting.RETRIES, text -> number(text, 0, 100)), (long) defaults.retries())
            .intValue(),
        or(
            value(Setting.MAX_WAIT, text -> duration(text, Duration.ZERO, Duration.ofDays(7))),
            defaults.maxWait()),
        or(
            value(
                Setting.MINUTE,
                text -> duration(text, Duration.ofMillis(100), Duration.ofHours(1))),
            defaults.minute()),
        value(Setting.PROJECT, SettingsReader::projectId),
        or(value(Setting.SDK_RETRIES, SettingsReader::sdkRetries), defaults.sdkRetries()),
        value(Setting.OTLP_ENDPOINT, SettingsReader::httpUrl));
  }

  private <T> @Nullable T value(Setting setting, Function<String, @Nullable T> parser) {
    String key = ModelName.canonical(setting.shortName());
    for (SettingSource source : sources) {
      SettingSource.Entry entry = source.entries().get(key);
      if (entry != null) {
        T value = parser.apply(entry.value());
        if (value != null) {
          return value;
        }
        reportUnusable(entry, source, setting);
      }
    }
    return null;
  }

  private Map<String, Long> modelLimits() {
    Map<String, Long> limits = new HashMap<>();
    for (SettingSource source : sources) {
      source
          .entries()
          .forEach(
              (key, entry) -> {
                String model = modelOf(key);
                if (model == null || limits.containsKey(model)) {
                  return;
                }
                Long limit = limit(entry.value());
                if (limit == null) {
                  reportUnusable(entry, source, Setting.MODEL_RPM);
                } else {
                  limits.put(model, limit);
                }
              });
    }
    return limits;
  }

  private void reportUnknown() {
    List<String> known =
        Arrays.stream(Setting.values())
            .map(setting -> ModelName.canonical(setting.shortName()))
            .collect(Collectors.toList());
    for (SettingSource source : sources) {
      new TreeMap<>(source.entries())
          .forEach(
              (key, entry) -> {
                if (!known.contains(key) && modelOf(key) == null) {
                  problems.add(
                      "unknown setting "
                          + entry.name()
                          + " ("
                          + source.label()
                          + "): ignored; the settings are "
                          + Arrays.stream(Setting.values())
                              .map(Setting::shortName)
                              .collect(Collectors.joining(", ")));
                }
              });
    }
  }

  private void reportUnusable(SettingSource.Entry entry, SettingSource source, Setting setting) {
    problems.add(
        entry.name()
            + "="
            + shown(entry.value())
            + " ("
            + source.label()
            + ") is not "
            + setting.allowed()
            + ": ignored; used instead: the next place that sets it, else "
            + setting.otherwise());
  }

  /** A value in a message: on one line, and cut, because nobody knows what was pasted there. */
  private static String shown(String value) {
    if (looksLikeAKey(value)) {
      return "(looks like an API key, not shown)";
    }
    String oneLine = value.replaceAll("\\p{Cntrl}", " ");
    return oneLine.length() <= 40 ? oneLine : oneLine.substring(0, 40) + "...";
  }

  private static boolean looksLikeAKey(String value) {
    return value.contains("AIza") || value.contains("AQ.");
  }

  private static @Nullable String modelOf(String key) {
    boolean names =
        key.startsWith(MODELS)
            && key.endsWith(MODEL_RPM)
            && key.length() > MODELS.length() + MODEL_RPM.length();
    return names ? key.substring(MODELS.length(), key.length() - MODEL_RPM.length()) : null;
  }

  private static <T> T or(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }

  private static @Nullable Boolean trueOrFalse(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> Boolean.TRUE;
      case "false" -> Boolean.FALSE;
      default -> null;
    };
  }

  private static @Nullable Long limit(String text) {
    return number(text, 1, 1_000_000_000);
  }

  private static @Nullable Long number(String text, long least, long most) {
    try {
      long number = Long.parseLong(text);
      return number >= least && number <= most ? number : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable Duration duration(String text, Duration least, Duration most) {
    Duration duration = DurationText.parse(text);
    boolean within =
        duration != null && duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0;
    return within ? duration : null;
  }

  private static @Nullable String projectId(String text) {
    return text.matches("[A-Za-z0-9:._-]{1,100}") && !looksLikeAKey(text) ? text : null;
  }

  private static @Nullable SdkRetries sdkRetries(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "replace" -> SdkRetries.REPLACE;
      case "keep" -> SdkRetries.KEEP;
      default -> null;
    };
  }

  private static @Nullable String httpUrl(String text) {
    return text.matches("(?i)https?://[^\\s/]+\\S*") ? text : null;
  }
}
