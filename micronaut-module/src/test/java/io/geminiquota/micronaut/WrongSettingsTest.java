package io.geminiquota.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.geminiquota.annotations.GeminiQuota;
import io.geminiquota.engine.policy.Setting;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.env.PropertySource;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is wrong stops the start, with one message: the name as it was written, the value, the rule.
 */
class WrongSettingsTest {

  @ParameterizedTest
  @EnumSource(Setting.class)
  void aWrongValueIsToldOfEverySetting(Setting setting) {
    String name =
        setting
            .propertyName()
            .replace("<project>", "my-project")
            .replace("<model>", "gemini-2.5-pro")
            .replace("<limit>", "rpm");
    String allowed =
        setting.propertyName().endsWith("<limit>") ? Setting.RPM.allowed() : setting.allowed();

    String shown = name.matches(".*(key|token|password)") ? "(not shown)" : "no such thing";

    assertThat(message(Map.of(name, "no such thing")))
        .containsPattern(
            Pattern.quote("Gemini Quota: " + name + "=" + shown + " (context) is not " + allowed)
                + "(; it has what is no name of a model)?\n");
  }

  @ParameterizedTest
  @CsvSource({
    "gemini.quota.models.x.rpm, 0, a whole number from 1 to 1000000000",
    "gemini.quota.tpm, 1000000000001, a whole number from 1 to 1000000000000",
    "gemini.quota.retries, -1, a whole number from 0 to 100",
    "gemini.quota.minute, 2h, a duration from 100ms to 1h",
    "gemini.quota.queue, 1e3, a whole number from 1 to 10000000",
    "gemini.quota.maxWait, 30, 'a duration from 0s to 7d, like 500ms, 30s or 1h30m'",
    "gemini.client.timeout, soon, 'a duration from 1ms to 24d, like 500ms, 30s or 5m'",
    "gemini.client.timeout, 25d, 'a duration from 1ms to 24d, like 500ms, 30s or 5m'",
    "gemini.client.timeout, -5s, 'a duration from 1ms to 24d, like 500ms, 30s or 5m'",
    "gemini.client.vertex-ai, maybe, true or false",
    "gemini.client.baseUrl, localhost:8080, an http or https URL"
  })
  void theNameIsToldAsItWasWritten(String name, String value, String allowed) {
    assertThat(message(Map.of(name, value)))
        .contains("Gemini Quota: " + name + "=" + value + " (context) is not " + allowed + "\n");
  }

  @Test
  void aVariableOfTheEnvironmentIsToldAsSuch() {
    PropertySource variables =
        new Variables(Map.of("GEMINI_QUOTA_MODELS_GEMINI_2_5_PRO_RPM", "many"));

    assertThat(message(variables))
        .contains(
            "GEMINI_QUOTA_MODELS_GEMINI_2_5_PRO_RPM=many (variables) is not a whole number from 1"
                + " to 1000000000\n");
  }

  @Test
  void everythingThatIsWrongStandsInOneMessage() {
    assertThat(message(Map.of("gemini.quota.rpm", "many", "gemini.quota.max-wait", "soon")))
        .contains("gemini.quota.rpm=many (context) is not a whole number")
        .contains("; gemini.quota.max-wait=soon (context) is not a duration");
  }

  @Test
  void aTreeOfMapsAndAListAreToldByTheirFullNames() {
    assertThat(message(Map.of("gemini", Map.of("quota", Map.of("rpm", "many")))))
        .contains("gemini.quota.rpm=many (context) is not a whole number from 1 to 1000000000\n");
    assertThat(message(Map.of("gemini.quota.rpm", List.of(1, 2))))
        .contains("gemini.quota.rpm=1,2 (context) is not a whole number from 1 to");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "projects.a.weight | 2 | 2 | of use without projects.a.key or projects.a.token",
        "projects.a.key | env:NO_SUCH_KEY | (not shown) | to be had, because the environment"
            + " variable NO_SUCH_KEY is not set, or holds none",
        "projects.a.key | file:/no/such/key | (not shown) | to be had, because the file"
            + " /no/such/key holds none, or cannot be read",
        "relay.base-url | http://relay | http://relay | of use without relay.key",
        "cache-dir | /dev/null/cache | /dev/null/cache | a directory that this process can write in, or"
            + " make"
      })
  void aWayThatCannotBeUsedStopsTheContext(String name, String value, String shown, String rule) {
    assertThat(message(Map.of("gemini.quota." + name, value)))
        .contains(
            "Gemini Quota: gemini.quota."
                + name
                + "="
                + shown
                + " (context) is not "
                + rule
                + "\n");
  }

  @Test
  void noCredentialIsShownWhateverItLooksLike() {
    assertThat(
            message(
                Map.of(
                    "gemini.quota.projects.a.key", "hunter2 x",
                    "gemini.quota.projects.b.key", "hunter2",
                    "gemini.quota.projects.c.key", "hunter2",
                    "gemini.quota.relay.key", "hunter2",
                    "gemini.quota.projects.d.token", "${no.such.token}hunter2")))
        .contains("projects.d.token")
        .doesNotContain("hunter2");
    assertThat(
            message(
                Map.of(
                    "gemini.quota.projects.b.key", "hunter2",
                    "gemini.quota.projects.c.key", "hunter2")))
        .contains("projects.c.key=(not shown) (context) is not another key than that of projects.b")
        .doesNotContain("hunter2");
  }

  @ParameterizedTest
  @CsvSource({
    "gemini.quota.rpms, rpm",
    "gemini.quota.max-retries, retries",
    "gemini.quota.models.gemini-2.5-pro.rmp, models.<model>.rpm",
    "gemini.quota.project.my-project.rpm, projects.<project>.rpm",
    "gemini.client.apikey, api-key",
    "gemini.client.project, project-id"
  })
  void anUnknownNameStopsTheContextAndSaysWhichWasMeant(String name, String meant) {
    assertThat(message(Map.of(name, "60")))
        .contains(
            "Gemini Quota: unknown setting "
                + name
                + " (context), did you mean "
                + meant
                + "? the settings are: ");
  }

  @Test
  void aPlaceholderThatNothingIsFoundForIsToldWithItsSetting() {
    assertThat(message(Map.of("gemini.quota.rpm", "${no.such.rpm}")))
        .contains("gemini.quota.rpm (context): Could not resolve placeholder ${no.such.rpm}\n");
  }

  @Test
  void whatAPlaceholderLeavesBlankOfTheClientIsNotSet() {
    try (ApplicationContext context =
        ApplicationContext.run(Map.of("gemini.client.location", "${no.such.location:}"))) {
      assertThat(context.isRunning()).isTrue();
    }
  }

  @Test
  void noKeyIsShown() {
    String key = "AIzaSyA1234567890abcdefghijklmnopqrstuvw";

    assertThat(message(Map.of("gemini.client.api-key", key, "gemini.client.timeout", key)))
        .contains("gemini.client.timeout=(looks like an API key, not shown)")
        .doesNotContain("AIza");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "zero | rpmString=0 (@GeminiQuota of {0}.zero()) is not a whole number from 1 to"
            + " 1000000000; written there: rpmString = ${no.such.rpm:0}",
        "soon | maxWait=soon (@GeminiQuota of {0}.soon(String, int)) is not a duration from 0s to"
            + " 7d, like 500ms, 30s or 1h30m",
        "negative | retries=-5 (@GeminiQuota of {0}) is not a whole number from 0 to 100",
        "unresolved | @GeminiQuota of {0}.unresolved(): Could not resolve placeholder"
            + " ${no.such.rpm}",
        "elsewhere | fallback=gemini-3-flash (@GeminiQuota of {0}.elsewhere()) is not of use beside"
            + " model, because the request of such a method is not seen; written there: fallback ="
            + " ${no.such.models:gemini-3-flash}",
        "chain | fallback=gemini-3-flash,gemini-3-flash (@GeminiQuota of {0}.chain()) is not none"
            + " or a list of up to 10 models, the best first, like a,b; it names gemini-3-flash"
            + " twice",
        "meta | tpm=0 (@GeminiQuota of {0}.meta()) is not a whole number from 1 to 1000000000000"
      })
  void aWrongAnnotationStopsTheContext(String name, String told) {
    String type =
        switch (name) {
          case "zero" -> Zero.class.getName();
          case "soon" -> Soon.class.getName();
          case "negative" -> Negative.class.getName();
          case "unresolved" -> Unresolved.class.getName();
          case "elsewhere" -> Elsewhere.class.getName();
          case "chain" -> Chain.class.getName();
          default -> Meta.class.getName();
        };

    assertThat(message(Map.of("spec.name", "wrong " + name)))
        .contains("Gemini Quota: " + told.replace("{0}", type) + "\n");
  }

  private static String message(Map<String, Object> configuration) {
    return message(PropertySource.of("context", configuration));
  }

  private static String message(PropertySource configuration) {
    Throwable thrown =
        catchThrowable(
            () -> ApplicationContext.builder().propertySources(configuration).start().close());
    assertThat(thrown).isNotNull();
    return thrown.getMessage() + "\n";
  }

  @Singleton
  @Requires(property = "spec.name", value = "wrong zero")
  static class Zero {

    @GeminiQuota(rpmString = "${no.such.rpm:0}")
    void zero() {}
  }

  @Singleton
  @Requires(property = "spec.name", value = "wrong soon")
  static class Soon {

    @GeminiQuota(maxWait = "soon")
    void soon(String text, int number) {}
  }

  @Singleton
  @GeminiQuota(retries = -5)
  @Requires(property = "spec.name", value = "wrong negative")
  static class Negative {

    void negative() {}
  }

  @Singleton
  @Requires(property = "spec.name", value = "wrong unresolved")
  static class Unresolved {

    @GeminiQuota(rpmString = "${no.such.rpm}")
    void unresolved() {}
  }

  @Singleton
  @Requires(property = "spec.name", value = "wrong elsewhere")
  static class Elsewhere {

    @GeminiQuota(model = "gemini-2.5-pro", fallback = "${no.such.models:gemini-3-flash}")
    void elsewhere() {}
  }

  @Singleton
  @Requires(property = "spec.name", value = "wrong chain")
  static class Chain {

    @GeminiQuota(fallback = {"gemini-3-flash", "gemini-3-flash"})
    void chain() {}
  }

  @GeminiQuota(tpm = 0)
  @interface Wasteful {}

  @Singleton
  @Requires(property = "spec.name", value = "wrong meta")
  static class Meta {

    @Wasteful
    void meta() {}
  }
}
