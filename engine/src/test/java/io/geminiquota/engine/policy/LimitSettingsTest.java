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
      assertThat(result.settings().limitsOf(PRO)).isEqualTo(limits(Map.of(name, 5L)));
      assertThat(result.settings().limitsOf("gemini-2.5-flash"))
          .isEqualTo(limits(Map.of(name, 7L)));
    }
  }

  @ParameterizedTest
  @EnumSource(LimitName.class)
  void aLimitIsFromOneToWhatItsSettingSays(LimitName name) {
    String setting = name.setting().shortName();
    assertThat(name.setting().allowed()).isEqualTo("a whole number from 1 to " + name.most());
    assertThat(accepted(setting + "=1").limitsOf(PRO).of(name)).isEqualTo(1);
    assertThat(accepted(setting + "=" + name.most()).limitsOf(PRO).of(name)).isEqualTo(name.most());
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
    assertThat(settings.limitsOf(PRO))
        .isEqualTo(
            limits(
                Map.of(
                    LimitName.RPM, 5L,
                    LimitName.TPM, 2000L,
                    LimitName.RPD, 3L,
                    LimitName.CONCURRENCY, 4L)));
    assertThat(settings.limitsOf("gemini-2.5-flash"))
        .isEqualTo(
            limits(Map.of(LimitName.RPM, 60L, LimitName.TPM, 1000L, LimitName.CONCURRENCY, 4L)));
  }

  @Test
  void placesGoBeforeEachOtherLimitByLimit() {
    SettingsReader.Result result =
        SettingsReader.read(
            "models.gemini-2.5-pro.rpm=1",
            Map.of("gemini.quota.models.gemini-2.5-pro.rpm", "wrong, but nobody needs it"),
            Map.of("GEMINI_QUOTA_MODELS_GEMINI_2_5_PRO_TPM", "3"));
    assertThat(result.problems()).isEmpty();
    assertThat(result.settings().limitsOf(PRO))
        .isEqualTo(limits(Map.of(LimitName.RPM, 1L, LimitName.TPM, 3L)));
  }

  @Test
  void aModelsWrongLimitFallsBackToTheNextPlaceThenToAllModels() {
    SettingsReader.Result result =
        SettingsReader.read(
            "rpm=60,tpm=70,models.gemini-2.5-pro.rpm=x,models.gemini-2.5-pro.tpm=y",
            Map.of("gemini.quota.models.gemini-2.5-pro.rpm", "5"),
            Map.of());
    assertThat(result.settings().limitsOf(PRO))
        .isEqualTo(limits(Map.of(LimitName.RPM, 5L, LimitName.TPM, 70L)));
    assertThat(result.problems())
        .hasSize(2)
        .anyMatch(problem -> problem.endsWith("else the value of rpm"))
        .anyMatch(problem -> problem.endsWith("else the value of tpm"));
  }

  @Test
  void aModelMayHaveTheNameOfALimit() {
    assertThat(accepted("models.rpm.rpd=4").limitsOf("rpm").of(LimitName.RPD)).isEqualTo(4);
  }

  @Test
  void aDayThatIsTighterThanAMinuteIsTheUsersBusiness() {
    assertThat(accepted("rpm=60,rpd=5").limitsOf(PRO).values()).hasSize(2);
  }

  @Test
  void anExplicitLimitGoesBeforeThePresetOfTheTier() {
    Settings settings = accepted("tier=free,rpm=60,models.gemini-2.5-pro.rpd=7");
    assertThat(settings.presetOf(PRO)).isEqualTo(limits(Map.of(LimitName.TPM, 125_000L)));
    assertThat(settings.presetOf("gemini-2.5-flash"))
        .isEqualTo(limits(Map.of(LimitName.TPM, 250_000L, LimitName.RPD, 250L)));
  }

  @Test
  void thereIsNoPresetWithoutATier() {
    assertThat(accepted("").presetOf(PRO)).isEqualTo(Limits.none());
  }

  @Test
  void limitsNeverChangeAndAreNeverOutOfRange() {
    Map<LimitName, Long> values = new EnumMap<>(LimitName.class);
    values.put(LimitName.RPM, 5L);
    Limits limits = new Limits(values);
    Map<String, Limits> models = new HashMap<>(Map.of("m", limits));
    LimitSettings settings =
        new LimitSettings(Limits.none(), models, ConfiguredLimits.CEILING, null);
    values.put(LimitName.RPM, 6L);
    models.clear();
    assertThat(settings.of("m").of(LimitName.RPM)).isEqualTo(5);
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
