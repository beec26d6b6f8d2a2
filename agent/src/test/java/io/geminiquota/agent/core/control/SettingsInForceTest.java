package io.geminiquota.agent.core.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.policy.Setting;
import io.geminiquota.engine.policy.Settings;
import io.geminiquota.engine.policy.SettingsReader;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SettingsInForceTest {

  @Test
  void credentialsAreShownByTheirPlacesOnly() {
    Map<String, String> shown =
        SettingsInForce.of(
            read(
                "projects.a.key=hunter2,projects.a.weight=3,projects.b.token=env:B,"
                    + "projects.b.id=shop-b,projects.c.key=file:/run/secrets/c,"
                    + "projects.c.service=vertex,projects.c.location=eu,"
                    + "relay.base-url=https://relay.example.com/,relay.key=hunter3"));
    assertThat(shown)
        .containsEntry("projects.a.key", "(a credential, not shown)")
        .containsEntry("projects.a.weight", "3")
        .containsEntry("projects.b.token", "env:B")
        .containsEntry("projects.b.id", "shop-b")
        .containsEntry("projects.c.key", "file:/run/secrets/c")
        .containsEntry("projects.c.service", "vertex")
        .containsEntry("projects.c.location", "eu")
        .containsEntry("relay.base-url", "https://relay.example.com")
        .containsEntry("relay.key", "(a credential, not shown)");
    assertThat(shown.toString()).doesNotContain("hunter");
    assertThat(SettingsInForce.notByDefault(shown)).contains("projects.a.key", "relay.key");
  }

  @Test
  void otherModelsAndTheCacheAreShown() {
    assertThat(
            SettingsInForce.of(
                read(
                    "models.gemini-2.5-pro.fallback=gemini-3-flash,gemini-2.5-flash,"
                        + "models.gemini-2.0-flash.fallback=none,fallback-after=1500ms,"
                        + "cache=24h,models.gemini-2.5-pro.cache=0s")))
        .containsEntry("fallback", "none")
        .containsEntry("models.gemini-2-5-pro.fallback", "gemini-3-flash,gemini-2.5-flash")
        .containsEntry("models.gemini-2-0-flash.fallback", "none")
        .containsEntry("fallback-after", "1500ms")
        .containsEntry("cache", "24h")
        .containsEntry("models.gemini-2-5-pro.cache", "0s");
  }

  @Test
  void everySettingThatIsOneIsShownButTheFilesOwnName() {
    assertThat(SettingsInForce.of(Settings.defaults()).keySet())
        .containsAll(
            Stream.of(Setting.values())
                .filter(setting -> setting != Setting.CONFIG)
                .map(Setting::shortName)
                .filter(name -> !name.contains("<"))
                .toList());
    assertThat(SettingsInForce.notByDefault(SettingsInForce.of(Settings.defaults()))).isEmpty();
  }

  private static Settings read(String arguments) {
    SettingsReader.Result read =
        SettingsReader.read(arguments, Map.of(), Map.of("B", "hunter4", "C", "hunter5"));
    return read.settings();
  }
}
