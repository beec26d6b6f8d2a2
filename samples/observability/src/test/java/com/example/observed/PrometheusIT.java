package com.example.observed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.geminiquota.testkit.GeminiSimulation;
import io.geminiquota.testkit.GeminiSimulator;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The rules and the dashboard, in the Prometheus of this machine. */
@Timeout(180)
class PrometheusIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void theRulesDoWhatTheirTestsSay() throws Exception {
    Path promtool = installed("promtool");
    Process process =
        new ProcessBuilder(promtool.toString(), "test", "rules", "rules-test.yml")
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  @Test
  @GeminiSimulation(rpd = 100)
  void theAlertsFireWhen90PercentOfADayAreUsed(GeminiSimulator gemini) throws Exception {
    Path prometheus = installed("prometheus");
    int scraped = RunningProgram.freePort();
    int served = RunningProgram.freePort();
    try (RunningProgram service = service(gemini, scraped);
        RunningProgram server = prometheus(prometheus, scraped, served)) {
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThat(firing(served))
                      .containsExactlyInAnyOrder(
                          "90% of the daily requests of gemini-2.5-flash in project my-project is"
                              + " used. (GeminiDailyQuota70)",
                          "90% of the daily requests of gemini-2.5-flash in project my-project is"
                              + " used. (GeminiDailyQuota90)"));
      assertThat(dashboardQueries())
          .isNotEmpty()
          .allSatisfy(
              query ->
                  assertThat(get(served, "query?query=" + encoded(query)).path("status").asText())
                      .isEqualTo("success"));
      assertThat(panelsWithData(served)).contains("The day: used", "The day: remaining");
    }
  }

  private RunningProgram service(GeminiSimulator gemini, int port) throws Exception {
    return RunningProgram.withAgent(
        Service.class,
        List.of("90"),
        "project=my-project,rpd=100",
        Map.of(
            "GOOGLE_API_KEY", "any-key",
            "GOOGLE_GEMINI_BASE_URL", gemini.baseUrl(),
            "OTEL_METRICS_EXPORTER", "prometheus",
            "OTEL_EXPORTER_PROMETHEUS_HOST", "127.0.0.1",
            "OTEL_EXPORTER_PROMETHEUS_PORT", "" + port),
        folder.resolve("service.log"),
        "Asked 90 questions.");
  }

  /** With the sample's own configuration, only faster, and on free ports. */
  private RunningProgram prometheus(Path program, int scraped, int served) throws Exception {
    String configuration =
        Files.readString(Path.of("prometheus.yml"))
            .replace("127.0.0.1:9464", "127.0.0.1:" + scraped)
            .replace("interval: 5s", "interval: 1s");
    Files.copy(Path.of("rules.yml"), folder.resolve("rules.yml"));
    Path file = Files.writeString(folder.resolve("prometheus.yml"), configuration);
    return RunningProgram.start(
        List.of(
            program.toString(),
            "--config.file=" + file,
            "--storage.tsdb.path=" + folder.resolve("data"),
            "--web.listen-address=127.0.0.1:" + served),
        Map.of(),
        folder.resolve("prometheus.log"),
        "Server is ready to receive web requests");
  }

  private List<String> firing(int port) throws Exception {
    return elements(get(port, "alerts").path("data").path("alerts"))
        .filter(alert -> alert.path("state").asText().equals("firing"))
        .map(
            alert ->
                alert.path("annotations").path("summary").asText()
                    + " ("
                    + alert.path("labels").path("alertname").asText()
                    + ")")
        .toList();
  }

  private List<String> panelsWithData(int port) throws Exception {
    List<JsonNode> panels = elements(dashboard().path("panels")).toList();
    return panels.stream()
        .filter(
            panel ->
                elements(panel.path("targets"))
                    .map(target -> query(target.path("expr").asText()))
                    .anyMatch(query -> hasData(port, query)))
        .map(panel -> panel.path("title").asText())
        .toList();
  }

  private boolean hasData(int port, String query) {
    try {
      return !get(port, "query?query=" + encoded(query)).path("data").path("result").isEmpty();
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static List<String> dashboardQueries() throws IOException {
    return dashboard().findValuesAsText("expr").stream().map(PrometheusIT::query).toList();
  }

  /** As Grafana would ask it. */
  private static String query(String expression) {
    return expression.replace("$__rate_interval", "1m").replace("$__range", "1h");
  }

  private static JsonNode dashboard() throws IOException {
    return JSON.readTree(Path.of("dashboard.json").toFile());
  }

  private JsonNode get(int port, String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + "/api/v1/" + path);
    return JSON.readTree(
        http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body());
  }

  private static String encoded(String query) {
    return URLEncoder.encode(query, StandardCharsets.UTF_8);
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static Path installed(String program) {
    assumeTrue(
        RunningProgram.installed(program).isPresent(),
        "skipped: there is no "
            + program
            + " on this machine (Debian: apt-get install prometheus)");
    return RunningProgram.installed(program).orElseThrow();
  }
}
