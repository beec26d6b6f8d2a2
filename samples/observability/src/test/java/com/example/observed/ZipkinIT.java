package com.example.observed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.geminiquota.testkit.GeminiSimulation;
import io.geminiquota.testkit.GeminiSimulator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a Zipkin has of a service that sends its traces there by an OpenTelemetry of its own. */
@Timeout(180)
class ZipkinIT {

  private static final String HELD = "traces?annotationQuery=gemini.quota.metric&limit=1";

  @TempDir private Path folder;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  @GeminiSimulation(rpm = 3, minute = "2s")
  void theSpanOfAHeldCallTellsItsQuota(GeminiSimulator gemini) throws Exception {
    int port = RunningProgram.freePort();
    try (RunningProgram server = zipkin(port);
        RunningProgram service = service(gemini, port)) {
      JsonNode span =
          await()
              .atMost(Duration.ofSeconds(60))
              .until(() -> call(get(port, HELD).path(0)), found -> !found.isMissingNode());

      assertThat(span.path("localEndpoint").path("serviceName").asText()).isEqualTo("questions");
      JsonNode tags = span.path("tags");
      assertThat(tags.path("gemini.project.id").asText()).isEqualTo("my-project");
      assertThat(tags.path("gen_ai.request.model").asText()).isEqualTo("gemini-2.5-flash");
      assertThat(tags.path("gemini.quota.metric").asText())
          .isEqualTo("generativelanguage.googleapis.com/generate_content_free_tier_requests");
      assertThat(tags.path("gemini.quota.limit").asText()).isEqualTo("3");
    }
  }

  /** The call's own span, which stands in no order among those of its attempts. */
  private static JsonNode call(JsonNode trace) {
    for (JsonNode span : trace) {
      if (span.path("name").asText().equals("generate_content gemini-2.5-flash")) {
        return span;
      }
    }
    return MissingNode.getInstance();
  }

  private RunningProgram zipkin(int port) throws Exception {
    return RunningProgram.start(
        List.of(
            RunningProgram.java(),
            "-XX:TieredStopAtLevel=1",
            "-jar",
            "target/zipkin.jar",
            "--armeria.ports[0].ip=127.0.0.1",
            "--armeria.ports[0].port=" + port),
        Map.of(),
        folder.resolve("zipkin.log"),
        "Serving HTTP at");
  }

  private RunningProgram service(GeminiSimulator gemini, int port) throws Exception {
    return RunningProgram.withAgent(
        TracedService.class,
        List.of("5"),
        "project=my-project,minute=2s",
        Map.of(
            "GOOGLE_API_KEY", "any-key",
            "GOOGLE_GEMINI_BASE_URL", gemini.baseUrl(),
            "OTEL_SERVICE_NAME", "questions",
            "OTEL_TRACES_EXPORTER", "zipkin",
            "OTEL_METRICS_EXPORTER", "none",
            "OTEL_LOGS_EXPORTER", "none",
            "OTEL_EXPORTER_ZIPKIN_ENDPOINT", "http://127.0.0.1:" + port + "/api/v2/spans"),
        folder.resolve("service.log"),
        "Asked 5 questions.");
  }

  private JsonNode get(int port, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port + "/api/v2/" + path);
    String body = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    return new ObjectMapper().readTree(body);
  }
}
