package io.geminiquota.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.geminiquota.engine.policy.LimitName;
import io.geminiquota.engine.policy.Settings;
import io.geminiquota.engine.route.Backend;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.PropertySource;
import java.time.Duration;
import java.util.List;
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
  void otherWaysHaveTheNamesOfTheAgentsSettings() {
    Map<String, Object> file =
        Map.of(
            "gemini.quota.projects.team-a.key", "${no.such.key:hunter2}",
            "gemini.quota.projects.team-a.weight", 2,
            "gemini.quota.projects.team-b.token", "${no.such.token:hunter3}",
            "gemini.quota.projects.team-b.id", "shop-2",
            "gemini.quota.projects.team-b.location", "europe-west4",
            "gemini.quota.models.gemini-2.5-pro.fallback",
                List.of("gemini-3-flash", "${no.second:gemini-2.5-flash}"),
            "gemini.quota.models.gemini-2.5-pro.cache", "24h",
            "gemini.quota.fallback-after", "5s");
    Map<String, Object> variables =
        Map.of(
            "GEMINI_QUOTA_PROJECTS_TEAM_A_LOCATION", "eu",
            "GEMINI_QUOTA_PROJECTS_TEAM_A_SERVICE", "vertex",
            "GEMINI_QUOTA_RELAY_BASE_URL", "http://127.0.0.1:9",
            "GEMINI_QUOTA_RELAY_KEY", "hunter4");
    try (ApplicationContext context =
        ApplicationContext.builder()
            .propertySources(PropertySource.of("file", file), new Variables(variables))
            .start()) {
      Settings settings = context.getBean(QuotaEngine.class).governor().settings();
      assertThat(settings.routes().backends())
          .extracting(
              Backend::name,
              Backend::project,
              Backend::weight,
              Backend::location,
              backend -> backend.credential().named())
          .containsExactly(
              tuple("team-a", "team-a", 2, "eu", "hunter2"),
              tuple("team-b", "shop-2", 1, "europe-west4", "hunter3"),
              tuple("relay", "relay", 1, null, "hunter4"));
      assertThat(settings.routes().fallbacksOf("gemini-2.5-pro"))
          .containsExactly("gemini-3-flash", "gemini-2.5-flash");
      assertThat(settings.routes().fallbackAfter()).isEqualTo(Duration.ofSeconds(5));
      assertThat(settings.cache().keep("gemini-2.5-pro")).isEqualTo(Duration.ofHours(24));
      assertThat(settings.toString()).doesNotContain("hunter");
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
