package io.geminiquota.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitSettingsTest {

  private static final String PRO = "gemini-2.5-pro";
  private static final String PROJECT = "my-project";

  @ParameterizedTest
  @EnumSource(LimitName.class)
  void everyLimitIsReadFromEveryPlaceForAllModelsAndForOne(LimitName name) {
    Setting setting = name.setting();
    String own = "models." + PRO + "." + setting.shortName();
    String inEnvironment = "GEMINI_QUOTA_MODELS_GEMINI_2_5_PRO_" + name;
    Map<String, String> none = Map.of();
    for (SettingsReader.Result result :
        new SettingsReader.Result[] {
          SettingsReader.read(setting.shortName() + "=7," + own + "=5", none, none),
          SettingsReader.read(
              null, Map.of(setting.propertyName(), "7", "gemini.quota." + own, "5"), none),
          SettingsReader.read(
              null, none, Map.of(setting.environmentName(), "7", inEnvironment, "5"))
        }) {
      assertThat(result.problems()).isEmpty();
      assertThat(result.settings().limitsOf(PROJECT, PRO)).isEqualTo(limits(Map.of(name, 5L)));
      assertThat(result.settings().limitsOf(PROJECT, "gemini-2.5-flash"))
          .isEqualTo(limits(Map.of(name, 7L)));
    }
  }

  @ParameterizedTest
  @EnumSource(LimitName.class)
  void aLimitIsFromOneToWhatItsSettingSays(LimitName name) {
    String setting = name.setting().shortName();
    assertThat(name.setting().allowed()).isEqualTo("a whole number from 1 to " + name.most());
    assertThat(accepted(setting + "=1").limitsOf(PROJECT, PRO).of(name)).isEqualTo(1);
    assertThat(accepted(setting + "=" + name.most()).limitsOf(PROJECT, PRO).of(name))
        .isEqualTo(name.most());
    assertRefused(setting + "=" + (name.most() + 1), name);
    assertRefused("models." + PRO + "." + setting + "=" + (name.most() + 1), name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "-0",
        "+5",
        "99999999999999999999",
        "-99999999999999999999",
        "60.5",
        "60,0",
        "60rpm",
        "ten",
        "",
        "   ",
        "6 0",
        "\uff16\uff10",
        "\u0666\u0660",
        "1e3",
        "1_000",
        "1k",
        "0x10",
        "null",
        "none"
      })
  void whatIsNoPlainNumberIsOneLineForEachLimit(String value) {
    for (LimitName name : LimitName.values()) {
      assertRefusedAsProperty(name.setting().shortName(), value, name);
      assertRefusedAsProperty("models." + PRO + "." + name.setting().shortName(), value, name);
    }
  }

  @Test
  void aModelsOwnLimitsGoBeforeTheGeneralOnesLimitByLimit() {
    Settings settings =
        accepted(
            "rpm=60,tpm=1000,concurrency=4,models.gemini-2.5-pro.rpm=5,"
                + "models.gemini-2.5-pro.tpm=2000,models.gemini-2.5-pro.rpd=3");
    assertThat(settings.limitsOf(PROJECT, PRO))
        .isEqualTo(
            limits(
                Map.of(
                    LimitName.RPM, 5L,
                    LimitName.TPM, 2000L,
                    LimitName.RPD, 3L,
                    LimitName.CONCURRENCY, 4L)));
    assertThat(settings.limitsOf(PROJECT, "gemini-2.5-flash"))
        .isEqualTo(
            limits(Map.of(LimitName.RPM, 60L, LimitName.TPM, 1000L, LimitName.CONCURRENCY, 4L)));
  }

  @ParameterizedTest
  @EnumSource(LimitName.class)
  void everyLimitIsReadFromEveryPlaceForAProjectAndForItsModels(LimitName name) {
    String limit = name.setting().shortName();
    String ofProject = "projects.my-project." + limit;
    String ofModel = "projects.my-project.models." + PRO + "." + limit;
    Map<String, String> none = Map.of();
    for (SettingsReader.Result result :
        new SettingsReader.Result[] {
          SettingsReader.read(ofProject + "=7," + ofModel + "=5", none, none),
          SettingsReader.read(
              null, Map.of("gemini.quota." + ofProject, "7", "gemini.quota." + ofModel, "5"), none),
          SettingsReader.read(
              null,
              none,
              Map.of(
                  "GEMINI_QUOTA_PROJECTS_MY_PROJECT_" + name,
                  "7",
                  "GEMINI_QUOTA_PROJECTS_MY_PROJECT_MODELS_GEMINI_2_5_PRO_" + name,
                  "5"))
        }) {
      assertThat(result.problems()).isEmpty();
      Settings settings = result.settings();
      assertThat(settings.limitsOf(PROJECT, PRO)).isEqualTo(limits(Map.of(name, 5L)));
      assertThat(settings.limitsOf(PROJECT, "gemini-2.5-flash"))
          .isEqualTo(limits(Map.of(name, 7L)));
      assertThat(settings.limitsOf("other-project", PRO)).isEqualTo(Limits.none());
    }
  }

  @Test
  void whatIsSetForAProjectGoesBeforeWhatIsSetForAll() {
    Settings settings =
        accepted(
            "rpm=1,tpm=1,rpd=1,ipm=1,models.gemini-2.5-pro.rpm=2,models.gemini-2.5-pro.tpm=2,"
                + "models.gemini-2.5-pro.rpd=2,projects.my-project.rpm=3,projects.my-project.tpm=3,"
                + "projects.my-project.models.gemini-2.5-pro.rpm=4");
    assertThat(settings.limitsOf(PROJECT, PRO))
        .isEqualTo(
            limits(
                Map.of(
                    LimitName.RPM, 4L, LimitName.TPM, 3L, LimitName.RPD, 2L, LimitName.IPM, 1L)));
  }

  @Test
  void aProjectIsNamedAsSpansShowIt() {
    Settings settings =
        accepted(
            "projects.key-1a2b3c4d.rpm=1,projects.123456789.rpm=2,projects.example.com:old.rpm=3");
    assertThat(settings.limitsOf("key-1a2b3c4d", PRO).of(LimitName.RPM)).isEqualTo(1);
    assertThat(settings.limitsOf("123456789", PRO).of(LimitName.RPM)).isEqualTo(2);
    assertThat(settings.limitsOf("example.com:old", PRO).of(LimitName.RPM)).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"my-models-x", "models", "models-rpm", "rpm", "my-models"})
  void aProjectMayHaveANameThatReadsLikeASetting(String project) {
    Settings settings =
        accepted("projects." + project + ".rpm=4,projects." + project + ".models.rpm.rpm=5");
    assertThat(settings.limitsOf(project, PRO).of(LimitName.RPM)).isEqualTo(4);
    assertThat(settings.limitsOf(project, "rpm").of(LimitName.RPM)).isEqualTo(5);
  }

  @Test
  void aProjectsWrongLimitIsOneLineAndWhatHoldsForAllProjectsHolds() {
    SettingsReader.Result result =
        SettingsReader.read("rpm=60,projects.my-project.rpm=many", Map.of(), Map.of());
    assertThat(result.settings().limitsOf(PROJECT, PRO).of(LimitName.RPM)).isEqualTo(60);
    assertThat(result.problems())
        .containsExactly(
            "projects.my-project.rpm=many (agent argument) is not a whole number from 1 to"
                + " 1000000000: ignored; used instead: the next place that sets it, else what"
                + " holds for all projects");
  }

  @Test
  void placesGoBeforeEachOtherLimitByLimit() {
    SettingsReader.Result result =
        SettingsReader.read(
            "models.gemini-2.5-pro.rpm=1",
            Map.of("gemini.quota.models.gemini-2.5-pro.rpm", "wrong, but nobody needs it"),
            Map.of("GEMINI_QUOTA_MODELS_GEMINI_2_5_PRO_TPM", "3"));
    assertThat(result.problems()).isEmpty();
    assertThat(result.settings().limitsOf(PROJECT, PRO))
        .isEqualTo(limits(Map.of(LimitName.RPM, 1L, LimitName.TPM, 3L)));
  }

  @Test
  void aModelsWrongLimitFallsBackToTheNextPlaceThenToAllModels() {
    SettingsReader.Result result =
        SettingsReader.read(
            "rpm=60,tpm=70,models.gemini-2.5-pro.rpm=x,models.gemini-2.5-pro.tpm=y",
            Map.of("gemini.quota.models.gemini-2.5-pro.rpm", "5"),
            Map.of());
    assertThat(result.settings().limitsOf(PROJECT, PRO))
        .isEqualTo(limits(Map.of(LimitName.RPM, 5L, LimitName.TPM, 70L)));
    assertThat(result.problems())
        .hasSize(2)
        .anyMatch(problem -> problem.endsWith("else the value of rpm"))
        .anyMatch(problem -> problem.endsWith("else the value of tpm"));
  }

  @Test
  void aModelMayHaveTheNameOfALimit() {
    assertThat(accepted("models.rpm.rpd=4").limitsOf(PROJECT, "rpm").of(LimitName.RPD))
        .isEqualTo(4);
  }

  @Test
  void aDayThatIsTighterThanAMinuteIsTheUsersBusiness() {
    assertThat(accepted("rpm=60,rpd=5").limitsOf(PROJECT, PRO).values()).hasSize(2);
  }

  @Test
  void anExplicitLimitGoesBeforeThePresetOfTheTier() {
    Settings settings =
        accepted("tier=free,rpm=60,models.gemini-2.5-pro.rpd=7,projects.other-project.tpm=1000");
    assertThat(settings.presetOf("other-project", PRO)).isEqualTo(Limits.none());
    assertThat(settings.presetOf(PROJECT, PRO)).isEqualTo(limits(Map.of(LimitName.TPM, 125_000L)));
    assertThat(settings.presetOf(PROJECT, "gemini-2.5-flash"))
        .isEqualTo(limits(Map.of(LimitName.TPM, 250_000L, LimitName.RPD, 250L)));
  }

  @Test
  void thereIsNoPresetWithoutATier() {
    assertThat(accepted("").presetOf(PROJECT, PRO)).isEqualTo(Limits.none());
  }

  @Test
  void limitsNeverChangeAndAreNeverOutOfRange() {
    Map<LimitName, Long> values = new EnumMap<>(LimitName.class);
    values.put(LimitName.RPM, 5L);
    Limits limits = new Limits(values);
    Map<String, Limits> own = new HashMap<>(Map.of(LimitOwner.model("m"), limits));
    LimitSettings settings = new LimitSettings(Limits.none(), own, ConfiguredLimits.CEILING, null);
    values.put(LimitName.RPM, 6L);
    own.clear();
    assertThat(settings.of(PROJECT, "m").of(LimitName.RPM)).isEqualTo(5);
    assertThatThrownBy(() -> limits.values().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> new Limits(Map.of(LimitName.IPD, 0L)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("IPD = 0");
  }

  private static void assertRefused(String argument, LimitName name) {
    SettingsReader.Result result = SettingsReader.read(argument, Map.of(), Map.of());
    assertRefused(result, argument, name);
  }

  /** An agent argument cannot hold a comma. */
  private static void assertRefusedAsProperty(String setting, String value, LimitName name) {
    String property = "gemini.quota." + setting;
    SettingsReader.Result result = SettingsReader.read(null, Map.of(property, value), Map.of());
    assertRefused(result, property + "=" + value.strip(), name);
  }

  private static void assertRefused(
      SettingsReader.Result result, String assignment, LimitName name) {
    assertThat(result.settings()).isEqualTo(Settings.defaults());
    assertThat(result.problems())
        .singleElement()
        .asString()
        .contains(assignment, "is not " + name.setting().allowed(), "used instead")
        .doesNotContain("\n");
  }

  private static Settings accepted(String arguments) {
    SettingsReader.Result result = SettingsReader.read(arguments, Map.of(), Map.of());
    assertThat(result.problems()).isEmpty();
    return result.settings();
  }

  private static Limits limits(Map<LimitName, Long> values) {
    return new Limits(values);
  }
}
