package io.geminiquota.micronaut.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.genai.Client;
import io.geminiquota.micronaut.Http;
import io.geminiquota.micronaut.Site;
import io.geminiquota.testkit.Answer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With micronaut-management, over HTTP. */
@Timeout(60)
class EndpointTest {

  private static final String MODEL = "gemini-x";

  @Test
  void itShowsTheQuotasAndWhatIsUsedOfThem() throws Exception {
    try (Site site =
        open("gemini.quota.rpm", 10, "gemini.quota.rpd", 100, "gemini.quota.project", "mine")) {
      ask(site);
      JsonNode gate = read(new Http(site).get("/gemini-quota/" + MODEL)).path("gates").path(0);
      assertThat(gate.path("project").asText()).isEqualTo("mine");
      assertThat(gate.path("model").asText()).isEqualTo(MODEL);
      assertThat(gate.path("waiting").asInt(-1)).isZero();
      JsonNode minute = gate.path("quotas").path(0);
      assertThat(minute.path("dimension").asText()).isEqualTo("requests");
      assertThat(minute.path("window").asText()).isEqualTo("minute");
      assertThat(minute.path("limit").asInt()).isEqualTo(10);
      assertThat(minute.path("used").asInt()).isEqualTo(1);
      assertThat(minute.path("remaining").asInt()).isEqualTo(9);
      assertThat(gate.findValue("ends").asText()).startsWith("20");
      assertThat(read(new Http(site).get("/gemini-quota")).path("gates")).contains(gate);
    }
  }

  @Test
  void oneModelIsSelectedAndAnUnknownOneIsNotFound() throws Exception {
    try (Site site = open()) {
      ask(site);
      site.bean(Client.class).models.generateContent("gemini-y", "Hello", null);
      JsonNode gates = read(new Http(site).get("/gemini-quota/gemini-y")).path("gates");
      assertThat(gates).hasSize(1);
      assertThat(gates.path(0).path("model").asText()).isEqualTo("gemini-y");
      assertThat(new Http(site).get("/gemini-quota/gemini-z").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void aCircuitIsShownAndReset() throws Exception {
    try (Site site = open()) {
      site.simulator.script(MODEL, Answer.zeroQuota(), Answer.ok());
      assertThatThrownBy(() -> ask(site)).hasMessageContaining("[gemini-quota]");
      Http http = new Http(site);
      JsonNode circuit = read(http.get("/gemini-quota")).path("circuits").path(0);
      assertThat(circuit.path("verdict").asText()).isEqualTo("QUOTA_ZERO");
      assertThat(circuit.path("model").asText()).isEqualTo(MODEL);
      assertThat(circuit.path("advice").asText()).contains("billing");

      String id = circuit.path("id").asText();
      assertThat(http.post("/gemini-quota/" + id).statusCode()).isEqualTo(200);
      assertThat(read(http.get("/gemini-quota")).path("circuits")).isEmpty();
      ask(site);
      assertThat(http.post("/gemini-quota/" + id).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void itIsSensitiveUnlessItIsConfiguredNotToBe() throws Exception {
    try (Site site = new Site("micronaut.server.port", -1)) {
      Http http = new Http(site);
      assertThat(http.get("/gemini-quota").statusCode()).isEqualTo(401);
      assertThat(http.post("/gemini-quota/model-1").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void itCanBeSwitchedOff() throws Exception {
    try (Site site = open("endpoints.gemini-quota.enabled", false)) {
      assertThat(new Http(site).get("/gemini-quota").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void itNeverShowsAKey() throws Exception {
    try (Site site = open()) {
      site.simulator.script(MODEL, Answer.invalidKey());
      assertThatThrownBy(() -> ask(site)).hasMessageContaining("[gemini-quota]");
      assertThat(new Http(site).get("/gemini-quota").body())
          .contains("\"subject\":\"credential\"")
          .doesNotContain("test-key");
    }
  }

  @Test
  void noEndpointShowsACredentialOfTheSettings() throws Exception {
    try (Site site =
        open(
            "gemini.quota.relay.base-url",
            "http://127.0.0.1:1",
            "gemini.quota.relay.key",
            "hunter2",
            "gemini.quota.projects.other.token",
            "hunter3",
            "endpoints.all.enabled",
            true,
            "endpoints.all.sensitive",
            false)) {
      ask(site);
      Http http = new Http(site);
      for (String endpoint : List.of("gemini-quota", "env", "beans", "health", "info")) {
        HttpResponse<String> shown = http.get("/" + endpoint);
        assertThat(shown.statusCode()).as(endpoint).isEqualTo(200);
        assertThat(shown.body()).as(endpoint).isNotEmpty().doesNotContain("hunter");
      }
    }
  }

  private static Site open(Object... properties) {
    List<Object> all = new ArrayList<>(List.of(properties));
    all.addAll(List.of("micronaut.server.port", -1, "endpoints.gemini-quota.sensitive", false));
    return new Site(all.toArray());
  }

  private static JsonNode read(HttpResponse<String> response) throws IOException {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return new ObjectMapper().readTree(response.body());
  }

  private static void ask(Site site) {
    site.bean(Client.class).models.generateContent(MODEL, "Hello", null);
  }
}
