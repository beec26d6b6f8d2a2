package io.geminiquota.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Whatever is set wherever: settings are complete and valid, and each problem is one clean line.
 */
class ArbitrarySettingsTest {

  private static final int COUNT = Integer.getInteger("geminiquota.fuzz", 5_000);
  private static final long SEED = Long.getLong("geminiquota.fuzz.seed", 20_261_121L);
  private static final int LONGEST_LINE = 1300;

  private static final String KEY = "AIzaSyA1234567890abcdefghijklmnopqrstuvw";
  private static final List<String> MODELS =
      List.of("gemini-2.5-pro", "gemini-2.5-flash", "GEMINI_2_5_PRO", "rpm", "-", "", "<model>");
  private static final List<String> PROJECTS =
      List.of("my-project", "a.b:c", "models", "-", "", "<");
  private static final List<String> VALUES =
      List.of(
          "1",
          "60",
          "1000000000",
          "1000000001",
          "1000000000000",
          "1000000000001",
          "0",
          "-1",
          "99999999999999999999",
          "60.5",
          "60rpm",
          "",
          "   ",
          "\uff16\uff10",
          "1e3",
          "1_000",
          "1k",
          "true",
          "FALSE",
          "keep",
          "ceiling",
          "Authority",
          "free",
          "tier-1",
          "TIER_2",
          "30s",
          "7d",
          "8d",
          "PT30S",
          "PT9999999999999999999S",
          "UTC",
          "+25:00",
          "GMT+8",
          "America/Nowhere",
          "/var/quota",
          "a\0b",
          "~",
          "http://h:1",
          "http://",
          "env:HOME",
          "file:/etc/x",
          "gemini-2.5-pro,gemini-2.5-flash,,",
          "none",
          "vertex",
          "64MB",
          KEY,
          "\ud800",
          "a\nb",
          "\u202e",
          "=");
  private static final String ALPHABET =
      "abcdefgmprtxz0159.-_=/~:+ ,\n\0\t\u00a0\u0130\u2028\ud83d\ude00\uff11";

  private final SplittableRandom random = new SplittableRandom(SEED);

  @Test
  void readingNeverFailsAndSettingsAreAlwaysComplete() {
    int accepted = 0;
    int refused = 0;
    for (int i = 0; i < COUNT; i++) {
      String arguments = arguments();
      Map<String, String> properties = assignments("gemini.quota.");
      Map<String, String> environment = assignments("GEMINI_QUOTA_");
      SettingsReader.Result result = SettingsReader.read(arguments, properties, environment);
      assertComplete(result.settings());
      assertThat(result.problems()).allSatisfy(ArbitrarySettingsTest::assertCleanLine);
      assertThat(SettingsReader.read(arguments, reversed(properties), environment))
          .isEqualTo(result);
      accepted += result.settings().equals(Settings.defaults()) ? 0 : 1;
      refused += result.problems().isEmpty() ? 0 : 1;
    }
    assertThat(accepted).as("some were acceptable").isGreaterThan(COUNT / 10);
    assertThat(refused).as("some were not").isGreaterThan(COUNT / 10);
  }

  private static void assertComplete(Settings settings) {
    for (String project : PROJECTS) {
      for (String model : MODELS) {
        Limits limits = settings.limitsOf(project, model);
        Limits preset = settings.presetOf(project, model);
        assertThat(limits.orElse(preset).values())
            .allSatisfy((name, limit) -> assertThat(limit).isBetween(1L, name.most()));
        assertThat(preset.values())
            .doesNotContainKeys(limits.values().keySet().toArray(new LimitName[0]));
      }
    }
    assertThat(settings.limits().configured()).isNotNull();
    assertThat(settings.retries()).isBetween(0, 100);
    assertThat(settings.maxWait()).isBetween(Duration.ZERO, Duration.ofDays(7));
    assertThat(settings.queue()).isBetween(1, 10_000_000);
    assertThat(settings.minute()).isBetween(Duration.ofMillis(100), Duration.ofHours(1));
    assertThat(settings.zone()).isNotNull();
    assertThat(String.valueOf(settings.project())).isNotBlank().doesNotContain("AIza");
    assertThat(settings.sdkRetries()).isNotNull();
  }

  private static void assertCleanLine(String line) {
    assertThat(line).hasSizeLessThan(LONGEST_LINE).doesNotContain("AIza");
    assertThat(line).containsAnyOf("ignored", "used as ");
    assertThat(line.chars())
        .noneMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x202e);
  }

  private String arguments() {
    StringBuilder arguments = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      arguments.append(name()).append(random.nextInt(10) == 0 ? "" : "=").append(value());
      arguments.append(',');
    }
    return arguments.toString();
  }

  private Map<String, String> assignments(String prefix) {
    Map<String, String> assignments = new HashMap<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      assignments.put(prefix + name(), value());
    }
    return assignments;
  }

  /** The same content, in an order of its own. */
  private static Map<String, String> reversed(Map<String, String> assignments) {
    Map<String, String> reversed = new TreeMap<>(Comparator.reverseOrder());
    reversed.putAll(assignments);
    return reversed;
  }

  private String name() {
    Setting setting = pick(List.of(Setting.values()));
    LimitName limit = pick(List.of(LimitName.values()));
    return switch (random.nextInt(10)) {
      case 0 -> noise();
      case 1 -> setting.shortName() + noise();
      case 2, 3 -> "models." + pick(MODELS) + "." + limit.setting().shortName();
      case 4 -> "MODELS_" + pick(MODELS) + "_" + limit;
      case 5 -> "projects." + pick(PROJECTS) + ".models." + pick(MODELS) + "." + limit;
      case 6 ->
          setting.shortName().replace("<model>", pick(MODELS)).replace("<project>", pick(PROJECTS));
      default -> setting.shortName();
    };
  }

  private String value() {
    return random.nextInt(5) == 0 ? noise() : pick(VALUES);
  }

  private String noise() {
    if (random.nextInt(20) == 0) {
      return KEY.repeat(1 + random.nextInt(50));
    }
    StringBuilder noise = new StringBuilder();
    for (int i = random.nextInt(random.nextInt(10) == 0 ? 300 : 8); i > 0; i--) {
      noise.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return noise.toString();
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
