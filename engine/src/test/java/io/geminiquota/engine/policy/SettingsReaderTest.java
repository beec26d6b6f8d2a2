package io.geminiquota.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {

  private static final String PROJECT = "my-project";

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
            "enabled=false, project=my-project,rpm=60,models.gemini-2.5-pro.rpm=5,"
                + "configured-limits=authority,tier=tier-1,retries=3,max-wait=1h30m,queue=7,"
                + "minute=500ms,quota-zone=UTC,state-dir=/var/lib/quota,sdk-retries=keep,log=quiet,"
                + "otlp-endpoint=http://127.0.0.1:4318");
    assertThat(settings)
        .isEqualTo(
            new Settings(
                false,
                new LimitSettings(
                    new Limits(Map.of(LimitName.RPM, 60L)),
                    Map.of(
                        LimitOwner.model("gemini-2.5-pro"), new Limits(Map.of(LimitName.RPM, 5L))),
                    ConfiguredLimits.AUTHORITY,
                    Tier.TIER_1),
                3,
                Duration.ofMinutes(90),
                7,
                Duration.ofMillis(500),
                "UTC",
                "/var/lib/quota",
                "my-project",
                RouteSettings.none(),
                CacheSettings.none(),
                ClusterSettings.none(),
                SdkRetries.KEEP,
                LogLines.QUIET,
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
    assertThat(result.settings().limitsOf(PROJECT, "any").of(LimitName.RPM)).isEqualTo(1);
    assertThat(result.settings().retries()).isEqualTo(2);
    assertThat(result.settings().maxWait()).isEqualTo(Duration.ofSeconds(3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
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
        "queue=0",
        "queue=10000001",
        "configured-limits=floor",
        "tier=tier-4",
        "tier=1",
        "quota-zone=",
        "quota-zone=Pacific",
        "quota-zone=PST",
        "state-dir=",
        "state-dir=quota",
        "state-dir=~/quota",
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
    assertThat(result.settings().limitsOf(PROJECT, "any").of(LimitName.RPM)).isEqualTo(5);
    assertThat(result.problems()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "rmp=60,rmp",
    "models.rpm=5,models.rpm",
    "models..rpm=5,models..rpm",
    "models.<model>.<limit>=5,models.<model>.<limit>",
    "models.gemini-2.5-pro.rpms=5,models.gemini-2.5-pro.rpms",
    "projects.rpm=5,projects.rpm",
    "projects..rpm=5,projects..rpm",
    "projects.my-project.models..rpm=5,projects.my-project.models..rpm",
    "projects.my-project.rpms=5,projects.my-project.rpms",
    "projects.<project>.<limit>=5,projects.<project>.<limit>"
  })
  void anUnknownNameIsOneLineThatListsTheKnownOnes(String argument, String name) {
    SettingsReader.Result result = SettingsReader.read(argument, Map.of(), Map.of());
    assertThat(result.settings()).isEqualTo(Settings.defaults());
    assertThat(result.problems())
        .singleElement()
        .asString()
        .contains(
            "unknown setting " + name,
            "limits: rpm, tpm, ipm, rpd, tpd, ipd, concurrency, models.<model>.<limit>,"
                + " projects.<project>.<limit>, projects.<project>.models.<model>.<limit>",
            "calls: retries, max-wait, queue");
  }

  @Test
  void anArgumentWithoutAValueIsOneLine() {
    SettingsReader.Result result = SettingsReader.read("debug,rpm=5", Map.of(), Map.of());
    assertThat(result.settings().limitsOf(PROJECT, "any").of(LimitName.RPM)).isEqualTo(5);
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

  @Test
  void noCredentialIsShownWhereverItWasPasted() {
    String key = "AIzaSyA1234567890abcdefghijklmnopqrstuvw";
    String token = "sk-1234567890abcdefghijkl";
    SettingsReader.Result result =
        SettingsReader.read(
            key + "," + token + ",rpm=" + token + ",project=" + key + ",tpm=1,tpm=" + key,
            Map.of("gemini.quota." + key, "1"),
            Map.of());
    assertThat(result.settings().project()).isNull();
    assertThat(result.problems())
        .hasSize(7)
        .noneMatch(problem -> problem.contains("AIza") || problem.contains("sk-1"))
        .allMatch(problem -> problem.contains("looks like an API key, not shown"));
  }

  @Test
  void aValueOfManyLinesIsShownOnOne() {
    String value = "a\nb\u2028c\u0085d";
    SettingsReader.Result result =
        SettingsReader.read(null, Map.of("gemini.quota.tier", value), Map.of());
    assertThat(result.problems()).singleElement().asString().contains("tier=a b c d (");
  }

  @Test
  void theQuotaDayEndsInPacificTimeUnlessSaidOtherwise() {
    assertThat(accepted("").zone()).isEqualTo(ZoneId.of("America/Los_Angeles"));
    assertThat(accepted("quota-zone=Asia/Kolkata").zone()).isEqualTo(ZoneId.of("Asia/Kolkata"));
  }

  @Test
  void whatOnePlaceSetsTwiceIsOneLineAndTheLastHolds() {
    SettingsReader.Result result =
        SettingsReader.read("rpm=60,retries=3,rpm=5", Map.of(), Map.of());
    assertThat(result.settings().limitsOf(PROJECT, "any").of(LimitName.RPM)).isEqualTo(5);
    assertThat(result.problems())
        .containsExactly(
            "rpm=60 (agent argument) is set again there: ignored; used instead: rpm=5");
  }

  @Test
  void twoSpellingsOfOneSettingAreToldWhateverTheOrderOfTheMap() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("gemini.quota.models.m_1.tpm", "2");
    properties.put("gemini.quota.models.m-1.tpm", "1");
    SettingsReader.Result result = SettingsReader.read(null, properties, Map.of());
    assertThat(result.settings().limitsOf(PROJECT, "m.1").of(LimitName.TPM)).isEqualTo(2);
    assertThat(result.problems())
        .containsExactly(
            "gemini.quota.models.m-1.tpm=1 (system property) is set again there: ignored;"
                + " used instead: gemini.quota.models.m_1.tpm=2");
  }

  @Test
  void theSameValueTwiceIsNoProblem() {
    assertThat(accepted("rpm=5,rpm=5").limitsOf(PROJECT, "any").of(LimitName.RPM)).isEqualTo(5);
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

  @ParameterizedTest
  @CsvSource({
    "rmp, rpm",
    "rpms, rpm",
    "max-wiat, max-wait",
    "maxwait, max-wait",
    "wait, max-wait",
    "retry, retries",
    "max-retries, retries",
    "project-id, project",
    "queue-size, queue",
    "enable, enabled",
    "zone, quota-zone",
    "state-directory, state-dir",
    "models.gemini-2.5-pro.rmp, models.<model>.rpm",
    "model.gemini-2.5-pro.rpm, models.<model>.rpm",
    "models.gemini-2.5-pro, models.<model>.<limit>",
    "models.gemini-2.5-pro.retries, models.<model>.<limit>",
    "projects.my-project.concurency, projects.<project>.concurrency",
    "project.my-project.rpm, projects.<project>.rpm",
    "projects.my-project.kei, projects.<project>.key",
    "projects.my-project.tokens, projects.<project>.token",
    "project.my-project.weight, projects.<project>.weight",
    "projects.my-project.wieght, projects.<project>.weight",
    "models.gemini-2.5-pro.fallbacks, models.<model>.fallback",
    "model.gemini-2.5-pro.cache, models.<model>.cache",
    "fallbacks, fallback",
    "project.my-project.models.gemini-2.5-pro.rpm, projects.<project>.models.<model>.rpm"
  })
  void anUnknownNameIsOneLineThatSaysWhichWasMeant(String unknown, String meant) {
    for (String written :
        new String[] {unknown, unknown.toUpperCase(Locale.ROOT).replaceAll("[-.]", "_")}) {
      SettingsReader.Result result = SettingsReader.read(written + "=1", Map.of(), Map.of());
      assertThat(result.problems())
          .singleElement()
          .asString()
          .startsWith(
              "unknown setting "
                  + written
                  + " (agent argument): ignored; did you mean "
                  + meant
                  + "? the settings are: ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "color", "a-b-c-d", "verbose", "\u00fc"})
  void aNameThatIsNearToNoneIsNotGuessed(String unknown) {
    SettingsReader.Result result = SettingsReader.read(unknown + "=1", Map.of(), Map.of());
    assertThat(result.problems())
        .singleElement()
        .asString()
        .contains("unknown setting " + unknown, "; the settings are: ")
        .doesNotContain("did you mean");
  }

  @Test
  void takesNoWrongValueWhereTheApplicationIsNotToStartWithIt() {
    Settings settings =
        SettingsReader.require(
                List.of(
                    found("gemini.quota.rpm", "60"),
                    found("gemini.quota.models.gemini-2.5-pro.rpm", "5"),
                    found("other.rpm", "x")),
                Surroundings.of(Map.of()))
            .settings();
    assertThat(settings.limitsOf(PROJECT, "gemini-2.5-pro").of(LimitName.RPM)).isEqualTo(5);
    assertThatThrownBy(
            () ->
                SettingsReader.require(
                    List.of(
                        new FoundSetting(
                            "gemini.quota.max-wait",
                            "soon",
                            "GEMINI_QUOTA_MAX_WAIT",
                            "environment"),
                        found("gemini.quota.rpms", "60")),
                    Surroundings.of(Map.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "GEMINI_QUOTA_MAX_WAIT=soon (environment) is not a duration from 0s to 7d")
        .hasMessageContaining(
            "unknown setting gemini.quota.rpms (application.yml), did you mean rpm? the settings"
                + " are: ")
        .hasMessageNotContaining("ignored");
  }

  private static FoundSetting found(String property, String value) {
    return new FoundSetting(property, value, property, "application.yml");
  }
}
