package io.geminiquota.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A credential that looks like nothing at all is shown by nothing that prints settings. */
class PlantedSecretsTest {

  private static final String SECRET = "hunter2";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "projects.a.key=hunter2",
        "projects.a.token=hunter2",
        "relay.base-url=http://r,relay.key=hunter2",
        "relay.key=hunter2",
        "projects.a.key=/hunter2",
        "projects.a.key=hunter2 ",
        "projects.a.key=two hunter2",
        "projects.a.key=file:hunter2",
        "projects.a.key=env:no hunter2",
        "projects.a.key=${hunter2}",
        "projects.a.key=k,hunter2,hunter2",
        "projects.a.key:hunter2",
        "projects.a.key=hunter2,projects.b.key=hunter2",
        "projects.a.key=k-1,projects.a.token=hunter2",
        "projects.a.key=hunter2,projects.a.key=k-1",
        "projects.a.key=k-1,projects.a.key=hunter2",
        "projects.a.api-key=hunter2",
        "projects.a.keys=hunter2",
        "projects.a.base-url=https://user:hunter2@host",
        "projects.a.key=k-1,projects.a.base-url=https://host?key=hunter2",
        "otlp-endpoint=hunter2://u:hunter2@h"
      })
  void noLineAndNoSettingShowsOne(String arguments) {
    SettingsReader.Result read = SettingsReader.read(arguments, Map.of(), Map.of());
    assertThat(read.problems()).noneMatch(line -> line.contains(SECRET));
    assertThat(read.settings().toString()).doesNotContain(SECRET);
    assertThat(read.toString()).doesNotContain(SECRET);
  }

  @Test
  void noLineShowsWhatVariablesHold() {
    Map<String, String> environment =
        Map.of(
            "A",
            SECRET,
            "B",
            SECRET,
            "GEMINI_QUOTA_PROJECTS_A_KEY",
            "env:A",
            "GEMINI_QUOTA_PROJECTS_B_KEY",
            "env:B",
            "GEMINI_QUOTA_PROJECTS_C_TOKEN",
            SECRET + " with a blank",
            "GEMINI_QUOTA_RELAY_KEY",
            SECRET);
    SettingsReader.Result read = SettingsReader.read(null, Map.of(), environment);
    assertThat(read.problems()).hasSize(3);
    assertThat(read.toString()).doesNotContain(SECRET).contains("env:A");
  }

  @Test
  void noExceptionShowsOne() {
    Throwable thrown =
        catchThrowable(
            () ->
                SettingsReader.require(
                    List.of(
                        found("projects.a.key", SECRET + " x"),
                        found("projects.b.token", "/" + SECRET),
                        found("projects.c.key", SECRET),
                        found("projects.d.key", SECRET),
                        found("relay.key", SECRET)),
                    Surroundings.of(Map.of())));
    assertThat(thrown).isInstanceOf(IllegalArgumentException.class).hasNoCause();
    assertThat(thrown.toString()).doesNotContain(SECRET).contains("projects.d.key=(not shown)");
  }

  private static FoundSetting found(String name, String value) {
    String property = "gemini.quota." + name;
    return new FoundSetting(property, value, property, "application.yml");
  }
}
