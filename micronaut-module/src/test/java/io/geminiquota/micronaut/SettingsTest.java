package io.geminiquota.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.policy.LimitName;
import io.geminiquota.engine.policy.Settings;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.PropertySource;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
                "gemini.quota.projects.my-project.rpm", "70",
                "gemini.quota.projects.my-project.models.gemini-2.5-pro.rpm", "7",
                "gemini.quota.configured-limits", "authority"))) {
      Settings settings = context.getBean(QuotaEngine.class).governor().settings();
      assertThat(settings.maxWait()).isEqualTo(Duration.ofMinutes(5));
      assertThat(settings.limitsOf("any-project", "gemini-2.5-pro").of(LimitName.RPM)).isEqualTo(5);
      assertThat(settings.limitsOf("any-project", "gemini-2.5-pro").of(LimitName.TPM))
          .isEqualTo(125_000);
      assertThat(settings.limitsOf("any-project", "gemini-2.5-flash").of(LimitName.RPM))
          .isEqualTo(60);
      assertThat(settings.limitsOf("my-project", "gemini-2.5-flash").of(LimitName.RPM))
          .isEqualTo(70);
      assertThat(settings.limitsOf("my-project", "gemini-2.5-pro").of(LimitName.RPM)).isEqualTo(7);
    }
  }

  @Test
  void micronautsOwnPrecedenceHoldsHoweverANameIsSpelled() {
    Map<String, Object> variables =
        Map.of(
            "GEMINI_QUOTA_MAX_WAIT", "7m",
            "GEMINI_QUOTA_MODELS_GEMINI_2_5_PRO_RPM", "9",
            "GEMINI_QUOTA_PROJECTS_MY_PROJECT_MODELS_GEMINI_2_5_PRO_RPM", "3");
    PropertySource file =
        PropertySource.of(
            "file",
            Map.of("gemini.quota.maxWait", "${no.such.time}", "gemini.quota.rpm", "${allowed:12}"),
            -300);
    PropertySource command = PropertySource.of("command", Map.of("gemini.quota.queue", "5"), -50);
    PropertySource earlier = PropertySource.of("earlier", Map.of("gemini.quota.queue", "4"), -70);
    try (ApplicationContext context =
        ApplicationContext.builder()
            .propertySources(file, new Variables(variables), command, earlier)
            .start()) {
      Settings settings = context.getBean(QuotaEngine.class).governor().settings();
      assertThat(settings.maxWait()).isEqualTo(Duration.ofMinutes(7));
      assertThat(settings.queue()).isEqualTo(5);
      assertThat(settings.limitsOf("any-project", "gemini-2.5-pro").of(LimitName.RPM)).isEqualTo(9);
      assertThat(settings.limitsOf("any-project", "gemini-2.5-flash").of(LimitName.RPM))
          .isEqualTo(12);
      assertThat(settings.limitsOf("my-project", "gemini-2.5-pro").of(LimitName.RPM)).isEqualTo(3);
    }
  }

  @Test
  void switchedOffThereIsNothing() {
    try (ApplicationContext context =
        ApplicationContext.run(Map.of("gemini.quota.enabled", false))) {
      assertThat(context.containsBean(QuotaEngine.class)).isFalse();
    }
  }
}
