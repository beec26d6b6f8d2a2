package io.geminiquota.agent.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.policy.Settings;
import io.geminiquota.engine.policy.SettingsReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExportPlanTest {

  private static final Settings NOTHING_SET = Settings.defaults();

  private final List<String> problems = new ArrayList<>();

  @Test
  void withoutAnEndpointNothingIsSent() {
    assertThat(plan(NOTHING_SET, Map.of()).isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "http://collector:4318, http://collector:4318/v1/traces",
    "http://collector:4318/, http://collector:4318/v1/traces",
    "https://example.com/otlp, https://example.com/otlp/v1/traces",
    "http://collector:4318/v1/traces, http://collector:4318/v1/traces",
    "http://collector:4318/v1/metrics, http://collector:4318/v1/traces",
  })
  void aGeneralEndpointIsCompletedAsOpenTelemetryDoes(String endpoint, String traces) {
    assertThat(spans(NOTHING_SET, Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint)))
        .isEqualTo(traces);
    assertThat(spans(settings(endpoint), Map.of())).isEqualTo(traces);
    assertThat(metrics(settings(endpoint), Map.of()))
        .isEqualTo(traces.replace("/v1/traces", "/v1/metrics"));
  }

  @Test
  void theEndpointOfOneSignalIsTakenAsItIsAndBeforeTheGeneralOne() {
    Map<String, String> environment =
        Map.of(
            "OTEL_EXPORTER_OTLP_ENDPOINT", "http://general:4318",
            "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://traces:4318/x",
            "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "http://metrics:4318/y");

    assertThat(spans(NOTHING_SET, environment)).isEqualTo("http://traces:4318/x");
    assertThat(metrics(NOTHING_SET, environment)).isEqualTo("http://metrics:4318/y");
  }

  @Test
  void ourSettingGoesBeforeOpenTelemetrys() {
    Map<String, String> environment = Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://theirs:4318");

    assertThat(spans(settings("http://ours:4318"), environment)).startsWith("http://ours:4318");
  }

  @ParameterizedTest
  @CsvSource({
    "OTEL_SDK_DISABLED, true, false, false",
    "OTEL_TRACES_EXPORTER, none, false, true",
    "OTEL_METRICS_EXPORTER, none, true, false",
  })
  void whoSwitchesOpenTelemetryOffIsObeyed(
      String name, String value, boolean spans, boolean metrics) {
    ExportPlan plan =
        plan(
            NOTHING_SET,
            Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318", name, value));

    assertThat(plan.spans() != null).isEqualTo(spans);
    assertThat(plan.metrics() != null).isEqualTo(metrics);
  }

  @Test
  void ourEndpointIsForBothSignalsUnlessMetricsAreToGoAnotherWay() {
    Settings ours = settings("http://ours:4318");

    assertThat(metrics(ours, Map.of())).isEqualTo("http://ours:4318/v1/metrics");
    assertThat(plan(ours, Map.of("OTEL_METRICS_EXPORTER", "none")).metrics()).isNull();
    ExportPlan scraped = plan(ours, Map.of("OTEL_METRICS_EXPORTER", "prometheus"));
    assertThat(scraped.metrics()).isNull();
    assertThat(scraped.scrape()).isEqualTo(new ScrapePoint("localhost", 9464));
    assertThat(scraped.spans()).isNotNull();
  }

  @Test
  void aPrometheusMayFetchMetricsWithoutAnyEndpoint() {
    ExportPlan plan =
        plan(
            NOTHING_SET,
            Map.of(
                "OTEL_METRICS_EXPORTER", "otlp, prometheus",
                "OTEL_EXPORTER_PROMETHEUS_HOST", "0.0.0.0",
                "OTEL_EXPORTER_PROMETHEUS_PORT", "19464"));

    assertThat(plan.scrape()).isEqualTo(new ScrapePoint("0.0.0.0", 19464));
    assertThat(plan.metrics()).isNull();
    assertThat(plan.spans()).isNull();
    assertThat(plan.isEmpty()).isFalse();
    assertThat(problems).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"5000, 5000", "250 ms, 250", "10s, 10000", "2m, 120000", "soon, 60000", "0, 60000"})
  void metricsAreSentAtTheIntervalThatOpenTelemetryIsTold(String text, long millis) {
    ExportPlan plan =
        plan(settings("http://collector:4318"), Map.of("OTEL_METRIC_EXPORT_INTERVAL", text));

    assertThat(plan.interval()).isEqualTo(Duration.ofMillis(millis));
    assertThat(problems).hasSize(text.equals("soon") || text.equals("0") ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({
    ", , 10000, 10000",
    "5000, , 5000, 5000",
    "5s, 250, 250, 5000",
    ", 0, 0, 10000",
    "5000, -1, 5000, 5000",
  })
  void aPostIsGivenUpAfterTheTimeThatOpenTelemetryIsTold(
      String general, String ofSpans, long spans, long metrics) {
    Map<String, String> environment = new HashMap<>();
    environment.put("OTEL_EXPORTER_OTLP_TIMEOUT", general);
    environment.put("OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", ofSpans);
    ExportPlan plan = plan(settings("http://collector:4318"), environment);

    assertThat(plan.spans().timeout()).isEqualTo(Duration.ofMillis(spans));
    assertThat(plan.metrics().timeout()).isEqualTo(Duration.ofMillis(metrics));
    assertThat(problems).hasSize("-1".equals(ofSpans) ? 1 : 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-5", "1.5", "999999999d"})
  void aTimeoutThatIsNoTimeIsToldOnceAndOnlyWhereSomethingIsSent(String timeout) {
    Map<String, String> environment = Map.of("OTEL_EXPORTER_OTLP_TIMEOUT", timeout);
    assertThat(plan(NOTHING_SET, environment).isEmpty()).isTrue();
    assertThat(problems).isEmpty();

    ExportPlan plan = plan(settings("http://collector:4318"), environment);
    assertThat(plan.spans().timeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(plan.metrics().timeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(problems)
        .singleElement()
        .asString()
        .contains("otel.exporter.otlp.timeout", "\"" + timeout + "\"", "10000 is used instead");
  }

  @ParameterizedTest
  @CsvSource({
    "cumulative, CUMULATIVE",
    "Delta, DELTA",
    "lowmemory, LOWMEMORY",
    "sometimes, CUMULATIVE",
  })
  void sumsBeginWhereOpenTelemetryIsTold(String text, Temporality temporality) {
    Map<String, String> environment =
        Map.of("OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", text);
    assertThat(plan(NOTHING_SET, environment).isEmpty()).isTrue();
    assertThat(problems).isEmpty();

    assertThat(plan(settings("http://collector:4318"), environment).temporality())
        .isEqualTo(temporality);
    if (text.equals("sometimes")) {
      assertThat(problems)
          .singleElement()
          .asString()
          .contains("\"sometimes\"", "cumulative is used instead");
    } else {
      assertThat(problems).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "65536", "http", "-1"})
  void whatIsNoPortIsTold(String port) {
    Map<String, String> environment =
        Map.of("OTEL_METRICS_EXPORTER", "prometheus", "OTEL_EXPORTER_PROMETHEUS_PORT", port);

    assertThat(plan(NOTHING_SET, environment).scrape())
        .isEqualTo(new ScrapePoint("localhost", 9464));
    assertThat(problems).singleElement().asString().contains("\"" + port + "\"", "9464");
  }

  @Test
  void aSystemPropertyGoesBeforeTheEnvironment() {
    ExportPlan plan =
        ExportPlan.from(
            NOTHING_SET,
            new OpenTelemetryVariables(
                Map.of("otel.exporter.otlp.endpoint", "http://property:4318"),
                Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://environment:4318")),
            problems::add);

    assertThat(plan.spans().endpoint()).startsWith("http://property:4318");
  }

  @Test
  void headersAreReadAndDecoded() {
    Map<String, String> environment =
        Map.of(
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "http://collector:4318",
            "OTEL_EXPORTER_OTLP_HEADERS",
            "authorization=Basic%20a+b==, x-team = blue,malformed,broken=%zz");

    assertThat(plan(NOTHING_SET, environment).metrics().headers()).containsEntry("x-team", "blue");
    assertThat(plan(NOTHING_SET, environment).spans().headers())
        .containsExactly(
            Map.entry("authorization", "Basic a+b=="),
            Map.entry("x-team", "blue"),
            Map.entry("broken", "%zz"));
  }

  @ParameterizedTest
  @CsvSource({
    "com.example.Shop --port 80, Shop",
    "/opt/app/shop-1.2.jar --port 80, shop-1.2",
    "C:\\app\\shop.jar, shop",
    "com.example.shop/com.example.Shop, Shop",
  })
  void theServiceIsNamedAfterTheProgram(String command, String name) {
    ExportPlan plan =
        ExportPlan.from(
            settings("http://collector:4318"),
            new OpenTelemetryVariables(Map.of("sun.java.command", command), Map.of()),
            problems::add);

    assertThat(plan.resource()).containsEntry("service.name", name);
  }

  @Test
  void theServicesNameAndAttributesMayBeGiven() {
    Map<String, String> environment =
        Map.of(
            "OTEL_RESOURCE_ATTRIBUTES", "service.name=attribute,team=blue",
            "OTEL_SERVICE_NAME", "shop");

    assertThat(plan(settings("http://collector:4318"), environment).resource())
        .containsEntry("service.name", "shop")
        .containsEntry("team", "blue");
  }

  @Test
  void credentialsInTheEndpointAreNotShown() {
    OtlpTarget target =
        plan(settings("https://user:secret@example.com/x?key=secret"), Map.of()).spans();

    assertThat(target.shownEndpoint()).doesNotContain("secret").contains("example.com/x");
    assertThat(target.shownServer()).isEqualTo("https://example.com");
  }

  private ExportPlan plan(Settings settings, Map<String, String> environment) {
    return ExportPlan.from(
        settings, new OpenTelemetryVariables(Map.of(), environment), problems::add);
  }

  private String spans(Settings settings, Map<String, String> environment) {
    return plan(settings, environment).spans().endpoint();
  }

  private String metrics(Settings settings, Map<String, String> environment) {
    return plan(settings, environment).metrics().endpoint();
  }

  private static Settings settings(String endpoint) {
    return SettingsReader.read("otlp-endpoint=" + endpoint, Map.of(), Map.of()).settings();
  }
}
