package io.geminiquota.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {

  @Test
  void nothingSetGivesTheDefaultsAndNoProblem() {
    SettingsReader.Result result = SettingsReader.read(null, Map.of(), Map.of("PATH", "/bin"));
    assertThat(result.settings()).isEqualTo(Settings.defaults());
    assertThat(result.problems()).isEmpty();
  }

  @Test
  void readsEverySettingFromAnAgentArgument() {
    Settings settings =
        accepted(
            "enabled=false, rpm=60,models.gemini-2.5-pro.rpm=5,retries=3,max-wait=1h30m,"
                + "minute=500ms,project=my-project,sdk-retries=keep,"
                + "otlp-endpoint=http://127.0.0.1:4318");
    assertThat(settings)
        .isEqualTo(
            new Settings(
                false,
                60L,
                Map.of("gemini-2-5-pro", 5L),
                3,
                Duration.ofMinutes(90),
                Duration.ofMillis(500),
                "my-project",
                SdkRetries.KEEP,
                "http://127.0.0.1:4318"));
  }

  @Test
  void anAgentArgumentGoesBeforeASystemPropertyAndThatBeforeTheEnvironment() {
    Map<String, String> properties =
        Map.of("gemini.quota.rpm", "2", "gemini.quota.retries", "2", "java.version", "17");
    Map<String, String> environment =
        Map.of("GEMINI_QUOTA_RPM", "3", "GEMINI_QUOTA_RETRIES", "3", "GEMINI_QUOTA_MAX_WAIT", "3s");
    SettingsReader.Result result = SettingsReader.read("rpm=1", properties, environment);
    assertThat(result.problems()).isEmpty();
    assertThat(result.settings().requestsPerMinute()).isEqualTo(1);
    assertThat(result.settings().retries()).isEqualTo(2);
    assertThat(result.settings().maxWait()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void aModelsOwnLimitGoesBeforeTheLimitOfAll() {
    Settings settings = accepted("rpm=60,models.gemini-2.5-pro.rpm=5");
    assertThat(settings.requestsPerMinuteOf("gemini-2.5-pro")).isEqualTo(5);
    assertThat(settings.requestsPerMinuteOf("gemini-2.5-flash")).isEqualTo(60);
  }

  @Test
  void theEnvironmentCanNameAModel() {
    SettingsReader.Result result =
        SettingsReader.read(null, Map.of(), Map.of("GEMINI_QUOTA_MODELS_GEMINI_2_5_PRO_RPM", "7"));
    assertThat(result.problems()).isEmpty();
    assertThat(result.settings().requestsPerMinuteOf("gemini-2.5-pro")).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rpm=0",
        "rpm=-3",
        "rpm=ten",
        "rpm=1e3",
        "rpm=99999999999999999999",
        "rpm=",
        "models.gemini-2.5-pro.rpm=0",
        "retries=-1",
        "retries=101",
        "retries=1.5",
        "max-wait=soon",
        "max-wait=8d",
        "max-wait=-1s",
        "max-wait=30",
        "max-wait=999999999999s",
        "minute=0s",
        "minute=2h",
        "enabled=yes",
        "sdk-retries=maybe",
        "project=my project",
        "otlp-endpoint=localhost:4318"
      })
  void aWrongValueIsOneLineAndTheDefaultHolds(String argument) {
    SettingsReader.Result result = SettingsReader.read(argument, Map.of(), Map.of());
    assertThat(result.settings()).isEqualTo(Settings.defaults());
    assertThat(result.problems())
        .singleElement()
        .asString()
        .contains(argument, "agent argument", "is not", "used instead")
        .doesNotContain("\n");
  }

  @Test
  void aWrongValueFallsBackToTheNextPlaceThatSetsIt() {
    SettingsReader.Result result =
        SettingsReader.read("rpm=many", Map.of("gemini.quota.rpm", "5"), Map.of());
    assertThat(result.settings().requestsPerMinute()).isEqualTo(5);
    assertThat(result.problems()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"rmp=60,rmp", "models.rpm=5,models.rpm", "models..rpm=5,models..rpm"})
  void anUnknownNameIsOneLineThatListsTheKnownOnes(String argument, String name) {
    SettingsReader.Result result = SettingsReader.read(argument, Map.of(), Map.of());
    assertThat(result.settings()).isEqualTo(Settings.defaults());
    assertThat(result.problems())
        .singleElement()
        .asString()
        .contains("unknown setting " + name, "rpm", "max-wait");
  }

  @Test
  void anArgumentWithoutAValueIsOneLine() {
    SettingsReader.Result result = SettingsReader.read("debug,rpm=5", Map.of(), Map.of());
    assertThat(result.settings().requestsPerMinute()).isEqualTo(5);
    assertThat(result.problems()).singleElement().asString().contains("'debug'", "name=value");
  }

  @Test
  void whatWasPastedByAccidentIsNotShown() {
    String key = "AIzaSyA1234567890abcdefghijklmnopqrstuvw";
    SettingsReader.Result result =
        SettingsReader.read("rpm=" + key + ",project=" + key, Map.of(), Map.of());
    assertThat(result.settings().project()).isNull();
    assertThat(result.problems()).hasSize(2).noneMatch(problem -> problem.contains("AIza"));
  }

  @ParameterizedTest
  @EnumSource(Setting.class)
  void everySettingHasItsThreeNames(Setting setting) {
    assertThat(setting.propertyName()).isEqualTo("gemini.quota." + setting.shortName());
    assertThat(setting.environmentName()).startsWith("GEMINI_QUOTA_").doesNotContain("-", ".");
  }

  private static Settings accepted(String arguments) {
    SettingsReader.Result result = SettingsReader.read(arguments, Map.of(), Map.of());
    assertThat(result.problems()).isEmpty();
    return result.settings();
  }
}
