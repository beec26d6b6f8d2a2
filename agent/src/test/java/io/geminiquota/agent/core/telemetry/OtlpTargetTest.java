package io.geminiquota.agent.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.policy.Settings;
import io.geminiquota.engine.policy.SettingsReader;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtlpTargetTest {

  private static final Settings NOTHING_SET = Settings.defaults();

  @Test
  void withoutAnEndpointThereIsNoTarget() {
    assertThat(target(NOTHING_SET, Map.of())).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "http://collector:4318, http://collector:4318/v1/traces",
    "http://collector:4318/, http://collector:4318/v1/traces",
    "https://example.com/otlp, https://example.com/otlp/v1/traces",
    "http://collector:4318/v1/traces, http://collector:4318/v1/traces",
  })
  void aGeneralEndpointIsCompletedAsOpenTelemetryDoes(String endpoint, String traces) {
    assertThat(target(NOTHING_SET, Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint)).endpoint())
        .isEqualTo(traces);
    assertThat(target(settings(endpoint), Map.of()).endpoint()).isEqualTo(traces);
  }

  @Test
  void anEndpointForTracesIsTakenAsItIsAndBeforeTheGeneralOne() {
    Map<String, String> environment =
        Map.of(
            "OTEL_EXPORTER_OTLP_ENDPOINT", "http://general:4318",
            "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://traces:4318/x");

    assertThat(target(NOTHING_SET, environment).endpoint()).isEqualTo("http://traces:4318/x");
  }

  @Test
  void ourSettingGoesBeforeOpenTelemetrys() {
    Map<String, String> environment = Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://theirs:4318");

    assertThat(target(settings("http://ours:4318"), environment).endpoint())
        .startsWith("http://ours:4318");
  }

  @ParameterizedTest
  @CsvSource({"OTEL_SDK_DISABLED, true", "OTEL_TRACES_EXPORTER, none"})
  void whoSwitchesOpenTelemetryOffIsObeyed(String name, String value) {
    assertThat(
            target(
                NOTHING_SET,
                Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318", name, value)))
        .isNull();
  }

  @Test
  void aSystemPropertyGoesBeforeTheEnvironment() {
    OtlpTarget target =
        OtlpTarget.from(
            NOTHING_SET,
            new OpenTelemetryVariables(
                Map.of("otel.exporter.otlp.endpoint", "http://property:4318"),
                Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://environment:4318")));

    assertThat(target.endpoint()).startsWith("http://property:4318");
  }

  @Test
  void headersAreReadAndDecoded() {
    Map<String, String> environment =
        Map.of(
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "http://collector:4318",
            "OTEL_EXPORTER_OTLP_HEADERS",
            "authorization=Basic%20a+b==, x-team = blue,malformed,broken=%zz");

    assertThat(target(NOTHING_SET, environment).headers())
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
    OtlpTarget target =
        OtlpTarget.from(
            settings("http://collector:4318"),
            new OpenTelemetryVariables(Map.of("sun.java.command", command), Map.of()));

    assertThat(target.resource()).containsEntry("service.name", name);
  }

  @Test
  void theServicesNameAndAttributesMayBeGiven() {
    Map<String, String> environment =
        Map.of(
            "OTEL_RESOURCE_ATTRIBUTES", "service.name=attribute,team=blue",
            "OTEL_SERVICE_NAME", "shop");

    assertThat(target(settings("http://collector:4318"), environment).resource())
        .containsEntry("service.name", "shop")
        .containsEntry("team", "blue");
  }

  @Test
  void credentialsInTheEndpointAreNotShown() {
    OtlpTarget target = target(settings("https://user:secret@example.com/x?key=secret"), Map.of());

    assertThat(target.shownEndpoint()).doesNotContain("secret").contains("example.com");
  }

  private static OtlpTarget target(Settings settings, Map<String, String> environment) {
    return OtlpTarget.from(settings, new OpenTelemetryVariables(Map.of(), environment));
  }

  private static Settings settings(String endpoint) {
    return SettingsReader.read("otlp-endpoint=" + endpoint, Map.of(), Map.of()).settings();
  }
}
