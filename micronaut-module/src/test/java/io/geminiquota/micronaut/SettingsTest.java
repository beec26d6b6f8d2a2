package io.geminiquota.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geminiquota.engine.Governor;
import io.geminiquota.engine.policy.LimitName;
import io.geminiquota.engine.policy.Settings;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.MapPropertySource;
import io.micronaut.context.env.PropertySource;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

  @Test
  void theTreeHasTheNamesOfTheAgentsSettings() {
    try (ApplicationContext context =
        ApplicationContext.run(
            Map.of(
                "gemini.quota.rpm", 60,
                "gemini.quota.max-wait", "5m",
                "gemini.quota.models.gemini-2.5-pro.rpm", 5,
                "gemini.quota.models.gemini-2.5-pro.tpm", "125000",
                "gemini.quota.configured-limits", "authority"))) {
      Settings settings = context.getBean(Governor.class).settings();
      assertThat(settings.maxWait()).isEqualTo(Duration.ofMinutes(5));
      assertThat(settings.limitsOf("gemini-2.5-pro").of(LimitName.RPM)).isEqualTo(5);
      assertThat(settings.limitsOf("gemini-2.5-pro").of(LimitName.TPM)).isEqualTo(125_000);
      assertThat(settings.limitsOf("gemini-2.5-flash").of(LimitName.RPM)).isEqualTo(60);
    }
  }

  @Test
  void micronautsOwnPrecedenceHoldsHoweverANameIsSpelled() {
    Map<String, Object> variables =
        Map.of("GEMINI_QUOTA_MAX_WAIT", "7m", "GEMINI_QUOTA_MODELS_GEMINI_2_5_PRO_RPM", "9");
    PropertySource environment =
        new MapPropertySource("variables", variables) {
          @Override
          public PropertyConvention getConvention() {
            return PropertyConvention.ENVIRONMENT_VARIABLE;
          }

          @Override
          public int getOrder() {
            return -200;
          }
        };
    PropertySource file =
        PropertySource.of(
            "file",
            Map.of("gemini.quota.maxWait", "5m", "gemini.quota.rpm", "${allowed:12}"),
            -300);
    PropertySource command = PropertySource.of("command", Map.of("gemini.quota.queue", "5"), -50);
    PropertySource earlier = PropertySource.of("earlier", Map.of("gemini.quota.queue", "4"), -70);
    try (ApplicationContext context =
        ApplicationContext.builder().propertySources(file, environment, command, earlier).start()) {
      Settings settings = context.getBean(Settings.class);
      assertThat(settings.maxWait()).isEqualTo(Duration.ofMinutes(7));
      assertThat(settings.queue()).isEqualTo(5);
      assertThat(settings.limitsOf("gemini-2.5-pro").of(LimitName.RPM)).isEqualTo(9);
      assertThat(settings.limitsOf("gemini-2.5-flash").of(LimitName.RPM)).isEqualTo(12);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max-wait | soon | a duration from 0s to 7d, like 500ms, 30s or 1h30m",
        "rpm | 0 | a whole number from 1 to 1000000000",
        "models.gemini-2.5-pro.rpm | many | a whole number from 1 to 1000000000",
        "enabled | flase | true or false"
      })
  void aWrongValueStopsTheContextWithOneMessage(String name, String value, String allowed) {
    assertThatThrownBy(() -> ApplicationContext.run(Map.of("gemini.quota." + name, value)))
        .hasMessageContaining("gemini.quota." + name + "=" + value)
        .hasMessageContaining("is not " + allowed);
  }

  @Test
  void anUnknownNameStopsTheContext() {
    assertThatThrownBy(() -> ApplicationContext.run(Map.of("gemini.quota.rpms", 60)))
        .hasMessageContaining("unknown setting gemini.quota.rpms")
        .hasMessageContaining("the settings are: ");
  }

  @Test
  void switchedOffThereIsNothing() {
    try (ApplicationContext context =
        ApplicationContext.run(Map.of("gemini.quota.enabled", false))) {
      assertThat(context.containsBean(Governor.class)).isFalse();
    }
  }
}
