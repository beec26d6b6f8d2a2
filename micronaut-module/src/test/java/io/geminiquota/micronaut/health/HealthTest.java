package io.geminiquota.micronaut.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.genai.Client;
import io.geminiquota.micronaut.Http;
import io.geminiquota.micronaut.Site;
import io.geminiquota.testkit.Answer;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With micronaut-management, over HTTP. */
@Timeout(60)
class HealthTest {

  private static final String MODEL = "gemini-x";

  @Test
  void aMinuteThatIsFullIsNoTrouble() throws Exception {
    try (Site site = site("gemini.quota.rpm", 1)) {
      ask(site);
      HttpResponse<String> health = new Http(site).get("/health");
      assertThat(health.statusCode()).isEqualTo(200);
      assertThat(health.body()).contains("\"geminiQuota\":{\"name\"").doesNotContain("DEGRADED");
    }
  }

  @Test
  void aDayThatIsUsedUpDegradesTheHealthAndTheDetailsTellWhatToDo() throws Exception {
    try (Site site = site("gemini.quota.rpd", 1, "gemini.quota.project", "my-project")) {
      ask(site);
      HttpResponse<String> health = new Http(site).get("/health");
      assertThat(health.statusCode()).isEqualTo(200);
      assertThat(health.body())
          .contains("\"status\":\"DEGRADED\"")
          .contains("\"project\":\"my-project\"")
          .contains("\"model\":\"gemini-x\"")
          .contains("\"quota\":\"1 requests per day\"")
          .containsPattern("\"until\":\"20[0-9TZ:.-]+\"")
          .contains("\"advice\":\"");
    }
  }

  @ParameterizedTest
  @CsvSource({"DOWN, 503", "down, 503", "DEGRADED, 200", "UP, 200"})
  void anOpenCircuitIsToldAsConfigured(String status, int httpStatus) throws Exception {
    try (Site site = site("endpoints.health.gemini-quota.status", status)) {
      site.simulator.script(MODEL, Answer.zeroQuota());
      assertThatThrownBy(() -> ask(site)).hasMessageContaining("[gemini-quota]");
      HttpResponse<String> health = new Http(site).get("/health/readiness");
      assertThat(health.statusCode()).isEqualTo(httpStatus);
      assertThat(health.body())
          .contains("\"status\":\"" + status.toUpperCase(Locale.ROOT) + "\"")
          .contains("\"verdict\":\"QUOTA_ZERO\"")
          .contains("billing");
      assertThat(new Http(site).get("/health/liveness").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void itCanBeSwitchedOff() throws Exception {
    try (Site site = site("endpoints.health.gemini-quota.enabled", false)) {
      assertThat(new Http(site).get("/health").body()).doesNotContain("geminiQuota");
    }
  }

  @Test
  void aWrongStatusStopsTheContext() {
    assertThatThrownBy(() -> site("endpoints.health.gemini-quota.status", "SICK"))
        .hasMessageContaining(
            "endpoints.health.gemini-quota.status=SICK is not UP, DEGRADED or DOWN");
  }

  private static Site site(Object... properties) {
    List<Object> all = new ArrayList<>(List.of(properties));
    all.addAll(
        List.of("micronaut.server.port", -1, "endpoints.health.details-visible", "ANONYMOUS"));
    return new Site(all.toArray());
  }

  private static void ask(Site site) {
    site.bean(Client.class).models.generateContent(MODEL, "Hello", null);
  }
}
