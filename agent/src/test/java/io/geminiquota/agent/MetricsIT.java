package io.geminiquota.agent;

import static java.util.stream.Collectors.summingDouble;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.example.Calls;
import com.example.MeteredCalls;
import com.example.ScrapedCalls;
import io.geminiquota.agent.jvm.ForkedJvm;
import io.geminiquota.agent.jvm.ForkedJvm.Finished;
import io.geminiquota.agent.jvm.Jdk;
import io.geminiquota.testkit.Answer;
import io.geminiquota.testkit.GeminiSimulator;
import io.geminiquota.testkit.otlp.ReceivedMetric;
import io.geminiquota.testkit.otlp.TraceReceiver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsIT {

  private static final List<String> OF_SIX_CALLS =
      List.of(
          "metric gemini.quota.attempts 2",
          "metric gemini.quota.calls 2",
          "metric gemini.quota.circuits 1",
          "metric gemini.quota.faults 1",
          "metric gemini.quota.limit 1",
          "metric gemini.quota.queue 1",
          "metric gemini.quota.remaining 1",
          "metric gemini.quota.used 1",
          "metric gen_ai.client.operation.duration 2",
          "metric gen_ai.client.token.usage 2");

  private final GeminiSimulator simulator = GeminiSimulator.builder().start();
  private final TraceReceiver receiver = TraceReceiver.start();

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  @BeforeEach
  void rejectTheFirstCall() {
    simulator.script("gemini-2.5-flash", Answer.rateLimited(Duration.ofMillis(50)), Answer.ok());
  }

  @AfterEach
  void stop() {
    receiver.close();
    simulator.close();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void withAnEndpointAndNoOpenTelemetryElsewhereOurOwnSendsThem(Jdk jdk) {
    Finished application =
        calls(
            new ForkedJvm(jdk)
                .classPath(ApplicationJars.OKHTTP_4)
                .environment("OTEL_SERVICE_NAME", "shop")
                .environment("OTEL_METRIC_EXPORT_INTERVAL", "500")
                .agent("project=p,minute=1s,otlp-endpoint=" + receiver.endpoint()));

    assertThat(application.complaints()).isEmpty();
    assertThat(last("gemini.quota.calls", "gemini.quota.outcome"))
        .containsOnly(entry("succeeded", 2.0), entry("cancelled", 1.0));
    assertThat(last("gemini.quota.attempts", "gemini.quota.verdict"))
        .containsOnly(entry("none", 2.0), entry("RATE_REQUESTS_PER_MINUTE", 1.0));
    assertThat(receiver.metrics())
        .allMatch(point -> point.scope().equals("io.geminiquota"))
        .allMatch(point -> point.serviceName().equals("shop"))
        .filteredOn(point -> point.name().startsWith("gemini.quota."))
        .filteredOn(point -> !point.name().matches(".*[.](circuits|faults)"))
        .allMatch(point -> point.attributes().get("gemini.project.id").equals("p"));
    assertThat(receiver.spans()).isNotEmpty();
  }

  /** Two parts of an application share an OpenTelemetry: its gauges show everything once. */
  @ParameterizedTest
  @ValueSource(strings = {"opentelemetry-oldest", "opentelemetry-newest"})
  void theApplicationsOwnOpenTelemetryGetsThem(String version) {
    Finished application =
        new ForkedJvm(Jdk.ofTheBuild())
            .classPath(ApplicationJars.openTelemetry(version))
            .agent("project=p,minute=1s,otlp-endpoint=" + receiver.endpoint())
            .run(MeteredCalls.class, simulator.baseUrl(), ApplicationJars.OKHTTP_4);

    assertThat(application.complaints()).isEmpty();
    assertThat(application.outLines())
        .filteredOn(line -> line.startsWith("metric "))
        .containsAll(OF_SIX_CALLS)
        .doesNotHaveDuplicates();
    assertThat(receiver.metrics()).isEmpty();
  }

  @Test
  void openTelemetrysOwnAgentGetsThem() {
    Finished application =
        calls(
            jvm()
                .agent("project=p,minute=1s")
                .option("-javaagent:" + ApplicationJars.companion("opentelemetry-javaagent.jar"))
                .option("-Dotel.exporter.otlp.endpoint=" + receiver.endpoint())
                .option("-Dotel.logs.exporter=none")
                .option("-Dotel.javaagent.logging=none"));

    assertThat(application.complaints()).noneMatch(line -> line.contains("gemini-quota"));
    assertThat(last("gemini.quota.calls", "gemini.quota.outcome"))
        .containsOnly(entry("succeeded", 2.0), entry("cancelled", 1.0));
    assertThat(last("gemini.quota.limit", "gemini.quota.window"))
        .containsOnly(entry("minute", 10.0));
  }

  @Test
  void aPrometheusCanFetchThemWithoutAnyEndpoint() throws IOException {
    int port = unusedPort();
    Finished application =
        jvm()
            .agent("project=p,minute=1s")
            .environment("OTEL_METRICS_EXPORTER", "prometheus")
            .environment("OTEL_EXPORTER_PROMETHEUS_PORT", "" + port)
            .run(ScrapedCalls.class, simulator.baseUrl(), "http://localhost:" + port + "/metrics");

    assertThat(application.complaints()).isEmpty();
    assertThat(application.outLines())
        .anyMatch(line -> line.matches("gemini_quota_calls_total[{].*succeeded.*[}] 2[.]0"))
        .anyMatch(line -> line.matches("gemini_quota_limit[{].*minute.*[}] 10[.]0"))
        .anyMatch(line -> line.startsWith("gemini_quota_wait_seconds_bucket"))
        .anyMatch(line -> line.startsWith("gen_ai_client_token_usage_bucket"));
    assertThat(application.exitValue()).isZero();
  }

  @Test
  void aPortThatIsTakenIsOneLine() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Finished application =
          calls(
              jvm()
                  .agent("minute=1s")
                  .environment("OTEL_METRICS_EXPORTER", "prometheus")
                  .environment("OTEL_EXPORTER_PROMETHEUS_HOST", "127.0.0.1")
                  .environment("OTEL_EXPORTER_PROMETHEUS_PORT", "" + taken.getLocalPort()));

      assertThat(application.complaints())
          .singleElement()
          .asString()
          .startsWith("gemini-quota: metrics cannot be fetched at 127.0.0.1:")
          .contains("(BindException)", "OTEL_EXPORTER_PROMETHEUS_PORT");
      assertThat(application.exitValue()).isZero();
    }
  }

  /** E.g. a viewer of traces. */
  @Test
  void aReceiverThatTakesNoMetricsIsOneLine() {
    Finished application =
        calls(
            jvm()
                .agent("minute=1s")
                .environment("OTEL_TRACES_EXPORTER", "none")
                .environment(
                    "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", receiver.endpoint() + "/elsewhere"));
    assertThat(application.complaints())
        .singleElement()
        .asString()
        .startsWith("gemini-quota: metrics are turned away by " + receiver.endpoint())
        .contains("(HTTP 404)", "OTEL_METRICS_EXPORTER=none");
  }

  /** What was told last of a metric, by one of its attributes. */
  private Map<String, Double> last(String metric, String attribute) {
    Map<Map<String, Object>, ReceivedMetric> last =
        receiver.metrics().stream()
            .filter(point -> point.name().equals(metric))
            .collect(
                Collectors.toMap(
                    ReceivedMetric::attributes, point -> point, (before, after) -> after));
    return last.values().stream()
        .collect(
            Collectors.groupingBy(
                point -> point.attributes().get(attribute).toString(),
                summingDouble(ReceivedMetric::value)));
  }

  private static ForkedJvm jvm() {
    return new ForkedJvm(Jdk.ofTheBuild()).classPath(ApplicationJars.OKHTTP_4);
  }

  private Finished calls(ForkedJvm jvm) {
    return jvm.run(Calls.class, simulator.baseUrl(), "1", "1");
  }

  private static int unusedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
